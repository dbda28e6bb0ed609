"use strict";
// A run while it goes on. Pieces come over WebSocket; where that does not work, as server-sent events; else by long polling. Each
// connection says which piece was seen last, so that nothing is missed in between.

const base = location.pathname.replace(/\/$/, "");
const FORCED = new URLSearchParams(location.search).get("transport");
const OPEN_WITHIN_MS = 3000;
const AGAIN_AFTER_MS = 500;
const TRIES_EACH = 2;
const DRAW_EVERY_MS = 250;
const JOURNAL_MOST = 200;
const NAMES = { websocket: "live over WebSocket", sse: "live over server-sent events", poll: "live by long polling" };

let lastId = "";
let over = false;
let failures = 0;
let drawing = false;

// ---- transports: each calls `opened` when it works, `piece` for what comes, and `closed` once when it works no more

const after = () => `after=${encodeURIComponent(lastId)}`;

const TRANSPORTS = {
  websocket({ opened, piece, closed }) {
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${base}/socket?${after()}`);
    const timer = setTimeout(() => socket.close(), OPEN_WITHIN_MS);
    socket.onopen = () => {
      clearTimeout(timer);
      opened();
    };
    socket.onmessage = ({ data }) => piece(JSON.parse(data));
    socket.onclose = () => {
      clearTimeout(timer);
      closed();
    };
  },
  sse({ opened, piece, closed }) {
    const source = new EventSource(`${base}/events?${after()}`);
    const timer = setTimeout(() => end(), OPEN_WITHIN_MS);
    const end = () => {
      clearTimeout(timer);
      source.close();
      closed();
    };
    source.onopen = () => {
      clearTimeout(timer);
      opened();
    };
    source.onmessage = ({ data }) => data && piece(JSON.parse(data));
    source.onerror = end;
  },
  async poll({ opened, piece, closed }) {
    try {
      while (!over) {
        const answer = await fetch(`${base}/poll?${after()}`);
        if (!answer.ok) break;
        opened();
        if (answer.status === 200) piece(await answer.json());
      }
    } catch {
      // The server is not there now.
    }
    closed();
  },
};

const ORDER = TRANSPORTS[FORCED] ? [FORCED] : Object.keys(TRANSPORTS);

function connect(index = 0) {
  const name = ORDER[index % ORDER.length];
  TRANSPORTS[name]({
    opened: () => {
      failures = 0;
      showTransport(NAMES[name], true);
    },
    piece: (data) => received(data),
    closed: () => {
      if (over) return;
      failures += 1;
      showTransport("reconnecting", false);
      setTimeout(() => connect(failures % TRIES_EACH === 0 && failures > 0 ? index + 1 : index), AGAIN_AFTER_MS);
    },
  });
}

function showTransport(text, live) {
  byId("transport").textContent = text;
  byId("transport").dataset.live = String(live);
}

// ---- what comes

function received(data) {
  take(data);
  lastId = data.id;
  if (data.over) {
    over = true;
    showTransport("the run is over", "");
    byId("controls").hidden = true;
  }
  if (!drawing) {
    drawing = true;
    setTimeout(draw, DRAW_EVERY_MS);
  }
}

function draw() {
  drawing = false;
  showLive();
  showAll();
  showJournal();
  showFaultsToSteer();
}

/** Until there is a verdict: how far it is, and what criteria say so far. */
function showLive() {
  if (summary.verdict) {
    byId("endpoints-note").textContent = "whole run, warm-up included";
    return;
  }
  document.querySelector(".verdict").dataset.state = "RUNNING";
  document.querySelector(".verdict h1 span").textContent = "RUNNING";
  const states = new Map();
  for (const { state } of findings()) states.set(state, (states.get(state) || 0) + 1);
  const said = [...states].map(([state, n]) => `${n} ${state}`).join(", ");
  const failed = findings().filter(({ state }) => state === "FAIL").map(({ text }) => text);
  document.querySelector(".reasons").textContent = [
    count === 0 ? "waiting for the first window" : `window ${whole(count)} is over, ${time(last)} UTC`,
    said ? `criteria so far: ${said}` : "", ...failed].filter(Boolean).join("\n");
}

function showJournal() {
  const lines = events.slice(-JOURNAL_MOST).reverse().map(({ at, event, ...more }) => element("li", {},
    element("span", { class: "at" }, at.slice(11, 19)), element("span", {}, event),
    element("span", { class: "what", dir: "auto" }, Object.values(more).map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" · ").slice(0, 500))));
  byId("journal").replaceChildren(...lines);
}

// ---- controls

function tokenOfAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token) {
    sessionStorage.setItem("token", token);
    history.replaceState(null, "", location.pathname + location.search);
  }
  byId("token").value = sessionStorage.getItem("token") || "";
}

function showFaultsToSteer() {
  const select = byId("fault");
  if (select.options.length !== schedule.length) {
    select.replaceChildren(...schedule.map(({ id }) => element("option", { value: id }, id)));
  }
  for (const control of ["inject", "remove"]) document.querySelector(`[data-control=${control}]`).hidden = schedule.length === 0;
  select.hidden = schedule.length === 0;
}

async function control({ dataset }) {
  if (dataset.confirm && !window.confirm(dataset.confirm)) return;
  sessionStorage.setItem("token", byId("token").value);
  const fault = ["inject", "remove"].includes(dataset.control) ? `?fault=${encodeURIComponent(byId("fault").value)}` : "";
  try {
    const answer = await fetch(`${base}/control/${dataset.control}${fault}`,
      { method: "POST", headers: { Authorization: `Bearer ${byId("token").value}` } });
    byId("answer").textContent = await answer.text();
  } catch {
    byId("answer").textContent = "the server did not answer";
  }
}

byId("controls").hidden = document.body.dataset.steerable !== "true";
document.querySelectorAll("[data-control]").forEach((button) => (button.onclick = () => control(button)));
tokenOfAddress();
setUp();
showAll();
showFaultsToSteer();
connect();
