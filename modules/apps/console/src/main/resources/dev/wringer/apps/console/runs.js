"use strict";
// The list of runs, brought up to date every two seconds while somebody looks.

const LOOK_EVERY_MS = 2000;

const runLink = (listed) => element("a", { href: `/runs/${encodeURIComponent(listed.name)}/` }, element("bdi", {}, listed.simulation));

function showRuns(runs) {
  byId("none").hidden = runs.length > 0;
  const columns = ["Verdict", "Simulation", "Started", "Clock", "First reason"];
  const head = element("tr", {}, ...columns.map((title) => element("th", { scope: "col" }, title)));
  const cell = (label, kind, ...content) => element("td", { class: kind, "data-label": label }, ...content);
  const rows = runs.map((listed) => element("tr", {},
    element("td", {}, badge(listed.state)), cell("Simulation", "name", runLink(listed)),
    cell("Started", "time", listed.startedAt.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC")),
    cell("Clock", "", listed.clock), cell("Reason", "wide", listed.reason || "–")));
  byId("runs").replaceChildren(element("thead", {}, head), element("tbody", {}, ...rows));
}

async function look() {
  try {
    if (!document.hidden) showRuns(await (await fetch("/api/runs")).json());
  } catch {
    // The server is not there now; the list stays as it was.
  }
  setTimeout(look, LOOK_EVERY_MS);
}

look();
