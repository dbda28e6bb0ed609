// Tables and lists, filled again whenever more is known.

const byId = (id) => document.getElementById(id);

function pairs(list, entries) {
  list.replaceChildren();
  for (const [term, text] of entries) {
    if (text) list.append(element("div", {}, element("dt", {}, term), element("dd", { dir: "auto" }, text)));
  }
}

function table(id, columns, rows) {
  const target = byId(id);
  target.closest("section").hidden = rows.length === 0;
  const head = columns.map(({ title, kind }) => element("th", { scope: "col", class: kind || "" }, title));
  const body = rows.map((row) => element("tr", {}, ...columns.map(({ title, kind, cell, labelled }) =>
    tableCell(cell(row), kind || "", labelled && title))));
  target.replaceChildren(element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
}

function tableCell(content, kind, label) {
  const cell = element("td", { class: content === "–" ? `${kind} unknown` : kind }, content);
  if (label) cell.setAttribute("data-label", label);
  return cell;
}

const badge = (state) => element("span", { class: "badge", "data-state": state },
  element("span", { "aria-hidden": "true" }, SHAPES[state] || "◇"), element("span", {}, state));

function errorsOf(total) {
  const labels = (total.error_labels || []).slice(0, 5).map(({ label, count: n }) => `${label} × ${whole(n)}`);
  const kinds = Object.entries(total.errors_by_kind || {}).map(([kind, n]) => `${kind} ${whole(n)}`);
  if (kinds.length === 0) return "–";
  return element("span", {}, kinds.join(", "), element("br"), element("span", { class: "kinds" }, labels.join(" · ")));
}

function fillTotals() {
  const ms = (title, key) => ({ title, kind: "number", cell: (t) => figure(t[key], "ms") });
  table("endpoints", [
    { title: "Endpoint", kind: "name", cell: (t) => element("bdi", {}, nameOf(t)) },
    { title: "Requests", kind: "number", cell: (t) => whole(t.requests) },
    { title: "Errors", kind: "number", cell: (t) => whole(t.errors) },
    { title: "Error rate", kind: "number", cell: (t) => figure(t.error_rate_pct, "%") },
    ms("p50", "p50_ms"), ms("p95", "p95_ms"), ms("p99", "p99_ms"), ms("Max", "max_ms"),
    ms("Service time p99", "service_time_p99_ms"),
    { title: "Kinds of error", kind: "wide", cell: errorsOf },
  ], summary.endpoints);
}

/** There are no totals before the end, but there is a latest window. */
function fillLatest() {
  const latest = (title, key, unit) => ({ title, kind: "number", cell: (e) => figure(e[key] && e[key][count - 1], unit) });
  byId("endpoints-note").textContent = "latest window";
  table("endpoints", [
    { title: "Endpoint", kind: "name", cell: (e) => element("bdi", {}, nameOf(e)) },
    latest("Requests finished", "rate", "/s"), latest("Error rate", "errors", "%"),
    latest("p50", "p50", "ms"), latest("p95", "p95", "ms"), latest("p99", "p99", "ms"),
  ], count > 0 ? endpoints : []);
}

function fillTables() {
  table("findings", [
    { title: "Finding", cell: (f) => badge(f.state) },
    { title: "Criterion", kind: "name", cell: (f) => f.criterion, labelled: true },
    { title: "Subject", kind: "name", cell: (f) => element("bdi", {}, f.subject), labelled: true },
    { title: "What the data says", kind: "wide", cell: (f) => f.text },
    { title: "Window", kind: "time", cell: (f) => windowText(f.window), labelled: true },
  ], findings());
  if (summary.endpoints) fillTotals();
  else fillLatest();
  const mb = (title, key) => ({ title, kind: "number", cell: (s) => figure(s[key], "MB") });
  table("services", [
    { title: "Service", kind: "name", cell: (s) => s.service },
    { title: "Port", kind: "number", cell: (s) => s.port },
    mb("Memory at first", "memory_first_mb"), mb("at last", "memory_last_mb"), mb("at most", "memory_max_mb"),
    { title: "Restarts", kind: "number", cell: (s) => whole(s.restarts) },
    { title: "Health checks", kind: "number", cell: (s) => whole(s.health_checks) },
    { title: "failed", kind: "number", cell: (s) => whole(s.health_failures) },
  ], summary.services || []);
}
// ---- faults

/** With tenths: what matters around faults is shorter than a window. */
function offset(at) {
  if (!isNumber(at)) return "–";
  const tenths = Math.round(at * 10);
  const clock = [Math.floor(tenths / 36000), Math.floor(tenths / 600) % 60].map(pad).join(":");
  return `${clock}:${pad(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
}

function availability({ inside_requests: all, inside_errors: errors }) {
  return Number(all) > 0 ? `${figure(100 - (Number(errors) * 100) / Number(all))} % of ${whole(Number(all))}` : "–";
}

function effect({ words, over }) {
  const line = (kind, text) => (text ? [element("br"), element("span", { class: kind }, text)] : []);
  return element("span", {}, words, ...line("kinds", over.evidence), ...line("problem", over.problem && `${SHAPES.FAIL} ${over.problem}`));
}

function fillFaults() {
  const at = (title, key) => ({ title, kind: "number", cell: (f) => offset(f[key]), labelled: true });
  table("faults", [
    { title: "Fault", kind: "name", cell: (f) => element("bdi", {}, f.id), labelled: true },
    { title: "Effect, and what was seen of it", kind: "wide", cell: effect },
    { title: "Target", kind: "name", cell: (f) => element("bdi", {}, f.target), labelled: true },
    at("Planned", "planned"), at("Applied", "applied"), at("Confirmed", "confirmed"), at("Removed", "removed"), at("Gone", "gone"),
    { title: "Time to recover", kind: "number", labelled: true,
      cell: (f) => figure(isNumber(f.recovered) ? Math.max(0, f.recovered - f.removed) : NaN, "s") },
    { title: "Availability inside", kind: "number", cell: (f) => availability(f.over), labelled: true },
    { title: "Errors outside", kind: "number", cell: (f) => whole(secondsOf(f.over.outside_errors)), labelled: true },
  ], faultsShown);
}

function fillCalibration() {
  const percent = (value) => figure(value * 100);
  const share = (s) => `${percent(s.share)} % (${percent(s.lower_95)} to ${percent(s.upper_95)} %)`;
  table("calibration", [
    { title: "What was judged", kind: "name", cell: (s) => s.name },
    { title: "Times", kind: "number", cell: (s) => whole(s.trials) },
    { title: "FAIL, rightly", kind: "number", cell: (s) => (s.planted ? share(s.right_reason) : "–") },
    { title: "FAIL, falsely", kind: "number", cell: (s) => (s.planted ? "–" : share(s.fail)) },
    { title: "PASS", kind: "number", cell: (s) => whole(s.pass.count) },
    { title: "Not judged", kind: "number", cell: (s) => whole(s.not_judged.count) },
    { title: "Found after (median)", kind: "number", cell: (s) => figure(s.delay_median_h, "h") },
    { title: "99 % within", kind: "number", cell: (s) => figure(s.delay_p99_h, "h") },
  ], calibration ? calibration.scenarios : []);
  if (calibration) byId("calibration-note").textContent = calibration.notes.join("; ");
}

function fillFacts() {
  const total = (key) => (summary.endpoints || []).reduce((sum, endpoint) => sum + endpoint[key], 0);
  const left = (list, key) => (list || []).reduce((sum, entry) => sum + entry[key], 0);
  const requests = total("requests");
  pairs(byId("key-figures"), [
    ["Load", count > 0 && duration(summary.duration_s ?? (last - first) / 1000)],
    ["Clock", run.clock],
    ["Windows", count > 0 && `${whole(count)} of ${duration(windows.seconds)}`],
    ["Requests", summary.endpoints && whole(requests)],
    ["Errors", requests > 0 && `${whole(total("errors"))} (${figure((total("errors") * 100) / requests, "%")})`],
    ["Unfinished requests", summary.unfinished && whole(left(summary.unfinished, "requests"))],
    ["Stuck sessions", summary.stuck_sessions && whole(left(summary.stuck_sessions, "sessions"))],
  ]);
  pairs(byId("facts"), [
    ["Simulation", run.simulation],
    ["Seed", run.seed],
    ["Clock", run.clock],
    ["Started", run.started_at],
    ["Changed by flags", Object.entries(run.overrides).map(([key, value]) => `${key} = ${value}`).join(", ")],
    ...Object.entries(run.host),
    ["Evidence left out", events.filter(({ event }) => event === "evidence-reduced").map(({ at, what }) => `${at}: ${what}`).join("; ")],
  ]);
  byId("repeat").textContent = run.repeat;
}

/** A page of a live run has no verdict yet; the report has it in its text. */
function fillVerdict() {
  if (!summary.verdict) return;
  document.querySelector(".verdict").dataset.state = summary.verdict.state;
  document.querySelector(".verdict h1 span").textContent = summary.verdict.state;
  document.querySelector(".reasons").textContent = summary.verdict.reasons.join("\n");
}
