"use strict";
// What is known of the run, and what follows from it. An update holds what came since the one before.

const EVENTS_MAX = 20000;
let run = { overrides: {}, host: {} };
let summary = {};
let calibration;
let heat;
let schedule = [];
let faultRows = [];
let events = [];
const windows = { seconds: 0, start: [], warm_up: [], quiesce: [], held: [], unfit: {}, faults: {}, recovering: {} };
const endpoints = [];
const services = [];

let count = 0;
let step = 0;
let first = 0;
let last = 0;
let middles = [];
let faultsShown = [];
let lives = new Map();

function take(update) {
  run = update.run || run;
  summary = update.summary || summary;
  calibration = update.calibration || calibration;
  heat = update.heat || heat;
  schedule = update.schedule || schedule;
  faultRows = update.faults || faultRows;
  events = events.concat(update.events || []).slice(-EVENTS_MAX);
  const before = windows.start.length;
  takeWindows(update.windows, before);
  for (const curves of update.endpoints || []) {
    takeCurves(endpoints, ({ service, endpoint }) => service === curves.service && endpoint === curves.endpoint, curves, before);
  }
  for (const curves of update.services || []) takeCurves(services, ({ name }) => name === curves.name, curves, before);
  derive();
}

function takeWindows(update, before) {
  if (!update) return;
  windows.seconds = Math.max(windows.seconds, update.seconds);
  for (const key of ["start", "warm_up", "quiesce", "held"]) windows[key] = windows[key].concat(update[key]);
  for (const key of ["unfit", "faults", "recovering"]) {
    for (const [index, text] of Object.entries(update[key])) windows[key][before + Number(index)] = text;
  }
}

/** Windows in which something was not there are unknown. */
function takeCurves(known, isSame, curves, before) {
  let target = known.find(isSame);
  if (!target) known.push((target = {}));
  for (const [key, values] of Object.entries(curves)) {
    if (!Array.isArray(values)) target[key] = values;
    else target[key] = Array.from({ length: before }, (_, i) => target[key]?.[i] ?? null).concat(values);
  }
}

function derive() {
  count = windows.start.length;
  step = windows.seconds * 1000;
  middles = windows.start.map((start) => start + step / 2);
  first = windows.start[0];
  last = count === 0 ? first : windows.start[count - 1] + step;
  faultsShown = (schedule.length > 0 ? schedule : faultRows).map(shownFault);
  lives = lifeLines();
}

/** As judged at the end; until then as the journal has them. */
function findings() {
  if (summary.findings) return summary.findings;
  const latest = new Map();
  for (const event of events) {
    if (event.event === "finding") latest.set(`${event.criterion} ${event.subject}`, event);
  }
  return [...latest.values()];
}

// ---- faults: as planned, and what became of them

const secondsOf = (text) => (text ? Number(text) : undefined);

function loadStart() {
  const started = events.find(({ event }) => event === "load-started");
  return started ? Date.parse(started.at) : first;
}

function shownFault(planned) {
  const over = faultRows.find(({ id }) => id === planned.id) || fromJournal(planned.id);
  return { id: planned.id, words: planned.words, over,
    target: over.target || [planned.from, planned.target || "the machine"].filter(Boolean).join(" → "),
    planned: secondsOf(planned.at_s ?? planned.planned_s), applied: secondsOf(over.applied_s),
    confirmed: secondsOf(over.confirmed_s), removed: secondsOf(over.removed_s), gone: secondsOf(over.gone_s),
    recovered: secondsOf(over.recovered_s) };
}

function fromJournal(id) {
  const over = {};
  const start = loadStart();
  for (const { event, fault, at, detail } of events) {
    if (fault !== id) continue;
    const kind = event.replace("fault-", "");
    if (["applied", "confirmed", "removed", "gone", "recovered"].includes(kind)) over[`${kind}_s`] = String((Date.parse(at) - start) / 1000);
    if (kind === "confirmed") over.evidence = detail;
    if (kind === "problem") over.problem = detail;
  }
  return over;
}

// ---- services: when each was up

const LIFE = { "service-starting": "starting", "service-ready": "up", "service-exited": "down", "service-not-started": "down", "service-stopped": "stopped" };

function lifeLines() {
  const lines = new Map();
  for (const { event, service, at, how } of events) {
    if (!LIFE[event]) continue;
    const line = lines.get(service) || [];
    const from = Date.parse(at);
    if (line.length > 0) line[line.length - 1].to = from;
    line.push({ state: LIFE[event], from, how });
    lines.set(service, line);
  }
  return lines;
}
