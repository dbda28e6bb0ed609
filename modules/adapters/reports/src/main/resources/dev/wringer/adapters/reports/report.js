"use strict";
// Draws the page from the data beside it. Texts of services and simulations reach the page as text nodes only.
(() => {
  const { run, summary, windows, endpoints, services, calibration, schedule, faults } = JSON.parse(document.getElementById("data").textContent);
  const SHAPES = { PASS: "✔", FAIL: "✖", WARN: "▲", INVALID: "⚠", INCONCLUSIVE: "◇" };
  const PALETTES = {
    light: ["#0067a5", "#c2500a", "#0a7d5a", "#a8457f", "#6b5b95", "#3a8fb7", "#8a6d00", "#4a4a4a"],
    dark: ["#5cb3f0", "#f08a4b", "#45c49a", "#e08cc0", "#b3a2e8", "#8fd3f0", "#d9b93b", "#bdbdbd"],
  };
  const count = windows.start.length;
  const step = windows.seconds * 1000;
  const middles = windows.start.map((start) => start + step / 2);
  const first = windows.start[0];
  const last = count === 0 ? first : windows.start[count - 1] + step;
  const narrow = () => window.innerWidth <= 640;
  const BLOCK = Math.ceil(count / (narrow() ? 80 : 240));
  const MEDIAN = "median of ";


  // ---- text

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children.map((child) => (child instanceof Node ? child : String(child))));
    return made;
  }

  const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

  function figure(value, unit = "") {
    if (!isNumber(value)) return "–";
    const places = value !== 0 && Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
    const text = value.toLocaleString("en", { maximumFractionDigits: places });
    return unit ? `${text} ${unit}` : text;
  }

  const whole = (value) => (isNumber(value) ? value.toLocaleString("en") : "–");

  function duration(seconds) {
    if (!isNumber(seconds)) return "–";
    const rounded = Math.round(seconds);
    const parts = [[Math.floor(rounded / 3600), "h"], [Math.floor(rounded / 60) % 60, "min"], [rounded % 60, "s"]];
    return parts.filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}`).join(" ") || "0 s";
  }

  const pad = (n) => String(n).padStart(2, "0");
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  function time(millis, withDay = true) {
    const at = new Date(millis);
    const seconds = step % 60000 === 0 ? "" : `:${pad(at.getUTCSeconds())}`;
    const clock = `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}${seconds}`;
    return withDay ? `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${clock}` : clock;
  }

  function windowText(index) {
    if (!isNumber(index)) return "–";
    return index < count ? `${whole(index)} (${time(windows.start[index])})` : whole(index);
  }

  const nameOf = (endpoint) =>
    endpoint.endpoint.startsWith("/") ? endpoint.service + endpoint.endpoint : `${endpoint.service} ${endpoint.endpoint}`;

  // ---- figures and tables

  function pairs(list, entries) {
    for (const [term, text] of entries) {
      if (text) list.append(element("div", {}, element("dt", {}, term), element("dd", { dir: "auto" }, text)));
    }
  }

  function table(id, columns, rows) {
    const target = document.getElementById(id);
    if (rows.length === 0) {
      target.closest("section").hidden = true;
      return;
    }
    const head = columns.map(({ title, kind }) => element("th", { scope: "col", class: kind || "" }, title));
    const body = rows.map((row) => element("tr", {}, ...columns.map(({ title, kind, cell, labelled }) =>
      tableCell(cell(row), kind || "", labelled && title))));
    target.append(element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
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

  function fillTables() {
    table("findings", [
      { title: "Finding", cell: (f) => badge(f.state) },
      { title: "Criterion", kind: "name", cell: (f) => f.criterion, labelled: true },
      { title: "Subject", kind: "name", cell: (f) => element("bdi", {}, f.subject), labelled: true },
      { title: "What the data says", kind: "wide", cell: (f) => f.text },
      { title: "Window", kind: "time", cell: (f) => windowText(f.window), labelled: true },
    ], summary.findings || []);
    const ms = (title, key) => ({ title, kind: "number", cell: (t) => figure(t[key], "ms") });
    table("endpoints", [
      { title: "Endpoint", kind: "name", cell: (t) => element("bdi", {}, nameOf(t)) },
      { title: "Requests", kind: "number", cell: (t) => whole(t.requests) },
      { title: "Errors", kind: "number", cell: (t) => whole(t.errors) },
      { title: "Error rate", kind: "number", cell: (t) => figure(t.error_rate_pct, "%") },
      ms("p50", "p50_ms"), ms("p95", "p95_ms"), ms("p99", "p99_ms"), ms("Max", "max_ms"),
      ms("Service time p99", "service_time_p99_ms"),
      { title: "Kinds of error", kind: "wide", cell: errorsOf },
    ], summary.endpoints || []);
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

  // ---- faults: as planned, and what became of those that are over

  const seconds = (text) => (text ? Number(text) : undefined);

  const FAULTS = (schedule.length > 0 ? schedule : faults).map((planned) => {
    const over = faults.find(({ id }) => id === planned.id) || {};
    return { id: planned.id, words: planned.words, over, target: over.target || [planned.from, planned.target || "the machine"].filter(Boolean).join(" → "),
      planned: seconds(planned.at_s ?? planned.planned_s), applied: seconds(over.applied_s), confirmed: seconds(over.confirmed_s),
      removed: seconds(over.removed_s), gone: seconds(over.gone_s), recovered: seconds(over.recovered_s) };
  });

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
      { title: "Errors outside", kind: "number", cell: (f) => whole(seconds(f.over.outside_errors)), labelled: true },
    ], FAULTS);
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
    if (calibration) document.getElementById("calibration-note").textContent = calibration.notes.join("; ");
  }

  function fillFacts() {
    const total = (key) => (summary.endpoints || []).reduce((sum, endpoint) => sum + endpoint[key], 0);
    const left = (list, key) => (list || []).reduce((sum, entry) => sum + entry[key], 0);
    const requests = total("requests");
    pairs(document.getElementById("key-figures"), [
      ["Load", duration(summary.duration_s ?? (last - first) / 1000)],
      ["Clock", run.clock],
      ["Windows", `${whole(count)} of ${duration(windows.seconds)}`],
      ["Requests", summary.endpoints && whole(requests)],
      ["Errors", requests > 0 && `${whole(total("errors"))} (${figure((total("errors") * 100) / requests, "%")})`],
      ["Unfinished requests", summary.unfinished && whole(left(summary.unfinished, "requests"))],
      ["Stuck sessions", summary.stuck_sessions && whole(left(summary.stuck_sessions, "sessions"))],
    ]);
    pairs(document.getElementById("facts"), [
      ["Simulation", run.simulation],
      ["Seed", run.seed],
      ["Clock", run.clock],
      ["Started", run.started_at],
      ["Changed by flags", Object.entries(run.overrides).map(([key, value]) => `${key} = ${value}`).join(", ")],
      ...Object.entries(run.host),
    ]);
    document.getElementById("repeat").textContent = run.repeat;
  }

  // ---- marks: what must be known to read a curve

  function ranges(isIn) {
    const found = [];
    for (let i = 0; i < count; i++) {
      if (!isIn(i)) continue;
      const open = found[found.length - 1];
      if (open && open.to === i - 1 && open.text === isIn(i)) open.to = i;
      else found.push({ from: i, to: i, text: isIn(i) });
    }
    return found;
  }

  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const MARKS = [
    { name: "Warm-up, not judged", colour: "--warm-up", isIn: (i) => (windows.warm_up[i] ? " " : "") },
    { name: "Pause of the load, counted instead of judged", colour: "--warm-up", isIn: (i) => (windows.quiesce[i] ? " " : "") },
    { name: "Fault active", colour: "--fault", kind: "hatched", ofFaults: true, isIn: (i) => windows.faults[i] },
    { name: "Recovering from a fault", colour: "--recovery", ofFaults: true, isIn: (i) => windows.recovering[i] },
    { name: "Wringer itself was unfit, latency not judged", colour: "--unfit", isIn: (i) => windows.unfit[i] },
  ].map((mark) => ({ ...mark, ranges: ranges(mark.isIn) }));

  // Windows are too coarse for faults whose own times are known.

  const TIMED = FAULTS.filter(({ applied }) => isNumber(applied));
  const LABELS_MAX = narrow() ? 4 : 12;

  function markAreas() {
    const coarse = MARKS.filter(({ ofFaults }) => !(ofFaults && TIMED.length > 0));
    return [...coarse.flatMap((mark) => mark.ranges.map(({ from, to }) => [
      { xAxis: windows.start[from], itemStyle: { color: css(mark.colour) } },
      { xAxis: windows.start[to] + step },
    ])), ...TIMED.flatMap(faultAreas)];
  }

  function faultAreas({ id, applied, removed, gone, recovered }) {
    const at = (offsetSeconds) => Math.min(first + offsetSeconds * 1000, last);
    const end = gone ?? removed ?? (last - first) / 1000;
    const label = { show: TIMED.length <= LABELS_MAX, position: "insideTop", formatter: () => id.slice(0, 16), color: css("--ink"), fontSize: 11 };
    const active = [{ xAxis: at(applied), label, itemStyle: { color: hatching(), borderColor: css("--fault-edge"), borderWidth: 1 } }, { xAxis: at(end) }];
    const after = [{ xAxis: at(end), itemStyle: { color: css("--recovery"), borderColor: css("--fault-edge"), borderWidth: 0.5, borderType: "dashed" } },
      { xAxis: at(recovered ?? end) }];
    return recovered > end ? [active, after] : [active];
  }

  /** A fill that is told apart without colour. */
  function hatching() {
    const tile = element("canvas", { width: 8, height: 8 });
    const pen = tile.getContext("2d");
    pen.fillStyle = css("--fault");
    pen.fillRect(0, 0, 8, 8);
    pen.strokeStyle = css("--fault-edge");
    pen.lineWidth = 1;
    for (const x of [-4, 4, 12]) {
      pen.moveTo(x - 4, 8);
      pen.lineTo(x + 4, 0);
    }
    pen.stroke();
    return { image: tile, repeat: "repeat" };
  }

  function markLines(chart) {
    const shown = (summary.findings || []).filter((f) => (f.state === "FAIL" || f.state === "WARN")
      && isNumber(f.window) && f.window < count && chart.criteria.test(f.criterion));
    return shown.slice(0, 4).map((f, i) => ({
      xAxis: middles[f.window],
      lineStyle: { color: css(f.state === "FAIL" ? "--fail" : "--warn"), type: "solid", width: 1.5 },
      label: {
        formatter: `${SHAPES[f.state]} ${f.criterion} ${f.subject === "run" ? "" : f.subject}`.slice(0, narrow() ? 18 : 40),
        color: css(f.state === "FAIL" ? "--fail" : "--warn"), fontWeight: "bold",
        position: f.window > count / 2 ? "insideEndBottom" : "insideEndTop",
        rotate: 0, align: f.window > count / 2 ? "right" : "left", distance: [6, 2 + i * 16],
      },
    }));
  }

  function fillKeys() {
    const used = MARKS.filter((mark) => mark.ranges.length > 0);
    document.getElementById("keys").append(...used.map((mark) => {
      const swatch = element("i", { class: mark.kind || "" });
      swatch.style.backgroundColor = `var(${mark.colour})`;
      const texts = [...new Set(mark.ranges.map(({ text }) => text.trim()).filter(Boolean))].slice(0, 3);
      return element("li", {}, swatch, mark.name + (texts.length ? `: ${texts.join("; ")}` : ""));
    }));
    document.getElementById("curves-note").textContent = count === 0
      ? "The run has no complete window, so there is nothing to draw."
      : `One point per window of ${duration(windows.seconds)}; times are UTC. Response time counts from the intended start.`
        + (BLOCK > 2 ? ` Thick lines are medians over ${duration(windows.seconds * BLOCK)}, thin ones single windows.` : "");
  }

  // ---- curves

  const latencyChoices = [
    ...["p95", "p99", "p50"].map((p) => ({
      name: `All endpoints, ${p}`,
      lines: endpoints.map((endpoint) => ({ name: nameOf(endpoint), values: endpoint[p] })),
    })),
    ...endpoints.map((endpoint) => ({
      name: `${nameOf(endpoint)}: p50, p95, p99`,
      lines: ["p50", "p95", "p99"].map((p) => ({ name: p, values: endpoint[p] })),
    })),
  ];
  const perEndpoint = (key) => endpoints.map((endpoint) => ({ name: nameOf(endpoint), values: endpoint[key] }));
  const perService = (key) => services.map((service) => ({ name: service.name, values: service[key] }))
    .filter(({ values }) => (values || []).some((value) => (key === "sessions" ? value > 0 : value !== null)));
  const CHARTS = [
    { title: "Response time", unit: "ms", choices: latencyChoices, criteria: /^p[0-9]/, tall: true, calm: true },
    { title: "Errors", unit: "%", choices: [{ lines: perEndpoint("errors") }], criteria: /error/, least: 1 },
    { title: "Requests finished", unit: "per second", choices: [{ lines: perEndpoint("rate") }], criteria: /unfinished/ },
    { title: "Memory", unit: "MB", choices: [{ lines: perService("memory") }], criteria: /memory|restarts|health/ },
    { title: "Open sessions", unit: "sessions", choices: [{ lines: perService("sessions") }], criteria: /session/,
      calm: true },
  ].filter(({ choices }) => count > 0 && choices.some(({ lines }) => lines.length > 0));

  function tooltip(unit) {
    return (points) => {
      const index = Math.min(Math.max(Math.floor((points[0].axisValue - first) / step), 0), count - 1);
      const rows = points.filter(({ value, seriesId }) => isNumber(value[1]) && !seriesId.startsWith(MEDIAN)).sort((a, b) => b.value[1] - a.value[1]).slice(0, 12);
      const notes = [windows.warm_up[index] ? "warm-up" : "", windows.quiesce[index] ? "pause of the load" : "", windows.faults[index], windows.recovering[index] && `recovering from ${windows.recovering[index]}`, windows.unfit[index]].filter(Boolean);
      const lines = rows.map(({ seriesName, value, color }) => {
        const dot = element("span", {}, "● ");
        dot.style.color = color;
        return element("div", {}, dot, `${seriesName}: `, element("b", {}, figure(value[1], unit === "per second" ? "/s" : unit)));
      });
      const head = `window ${whole(index)}, ${time(windows.start[index])} to ${time(windows.start[index] + step, false)}`;
      return [element("div", {}, head), ...lines, ...notes.map((note) => element("div", {}, note.slice(0, 120)))];
    };
  }

  const axisText = () => ({ color: css("--soft"), fontSize: 12 });

  function timeAxis() {
    return {
      type: "time", min: first, max: last, axisLabel: { ...axisText(), hideOverlap: true, formatter: axisTime },
      axisLine: { lineStyle: { color: css("--line") } }, axisTick: { show: false }, splitLine: { show: false },
      splitNumber: narrow() ? 3 : 8,
    };
  }

  function axisTime(millis) {
    const at = new Date(millis);
    const midnight = at.getUTCHours() === 0 && at.getUTCMinutes() === 0 && at.getUTCSeconds() === 0;
    const seconds = last - first < 600000 ? `:${pad(at.getUTCSeconds())}` : "";
    return midnight ? `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`
      : `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}${seconds}`;
  }

  function option(chart, lines) {
    const many = lines.length > 1;
    return {
      useUTC: true, animation: false, color: palette(), textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 54, right: 12, top: many ? 34 : 12, bottom: 26 },
      legend: { show: many, type: "scroll", top: 0, left: 0, itemWidth: 18, itemHeight: 8, icon: "roundRect",
        textStyle: { color: css("--ink") }, pageTextStyle: { color: css("--soft") }, inactiveColor: css("--line"),
        data: lines.map(({ name }) => name) },
      tooltip: { trigger: "axis", confine: true, formatter: tooltip(chart.unit), backgroundColor: css("--paper"),
        borderColor: css("--line"), textStyle: { color: css("--ink"), fontSize: 13 } },
      xAxis: timeAxis(),
      yAxis: { type: "value", min: 0, max: chart.least && ((extent) => (extent.max < chart.least ? chart.least : null)),
        axisLabel: { ...axisText(), formatter: (value) => figure(value) }, splitLine: { lineStyle: { color: css("--line") } } },
      dataZoom: [{ type: "inside", filterMode: "none", zoomOnMouseWheel: "ctrl", preventDefaultMouseMove: false,
        moveOnMouseMove: window.matchMedia("(pointer: fine)").matches }],
      series: [...lines.flatMap((line, i) => series(line, chart, palette()[i % palette().length])), marks(chart)],
    };
  }

  // A curve of thousands of windows is a band; its median over some of them shows where the band goes.

  function series({ name, values }, chart, color) {
    const band = chart.calm && BLOCK > 2;
    const curve = { name, type: "line", symbol: "circle", symbolSize: 4, showSymbol: count <= 60, color,
      emphasis: { disabled: true } };
    const each = { ...curve, data: middles.map((at, i) => [at, values[i] ?? null]),
      lineStyle: { width: count > 1000 ? 1 : 1.75, opacity: band ? (narrow() ? 0.1 : 0.22) : 1 } };
    return band ? [each, { ...curve, id: MEDIAN + name, data: medians(values), lineStyle: { width: 2 }, z: 3 }] : [each];
  }

  function medians(values) {
    const points = [];
    for (let from = 0; from < count; from += BLOCK) {
      const known = values.slice(from, from + BLOCK).filter(isNumber).sort((a, b) => a - b);
      points.push([middles[Math.min(from + Math.floor(BLOCK / 2), count - 1)], known[Math.floor(known.length / 2)] ?? null]);
    }
    return points;
  }

  function marks(chart) {
    return { type: "line", data: [], silent: true, tooltip: { show: false }, markArea: { silent: true, data: markAreas() },
      markLine: { silent: true, symbol: "none", data: markLines(chart) } };
  }

  const isDark = () => window.matchMedia("screen and (prefers-color-scheme: dark)").matches;
  const palette = () => PALETTES[isDark() ? "dark" : "light"];

  let drawn = [];
  let following = false;
  let range = { start: 0, end: 100 };

  function follow(source, event) {
    if (following) return;
    const { start, end } = event.batch ? event.batch[0] : event;
    if (!isNumber(start) || !isNumber(end)) return;
    zoomTo(start, end, source);
  }

  function zoomTo(start, end, source) {
    range = { start, end };
    following = true;
    drawn.filter((chart) => chart !== source).forEach((chart) => chart.dispatchAction({ type: "dataZoom", start, end }));
    following = false;
  }

  function draw(target, what) {
    const chart = echarts.init(target, null, { renderer: "svg" });
    what.dataZoom = what.dataZoom.map((zoom) => ({ ...zoom, ...range }));
    chart.setOption(what);
    chart.on("datazoom", (event) => follow(chart, event));
    drawn.push(chart);
    return chart;
  }

  function drawZoom() {
    const slowest = middles.map((at, i) => [at, Math.max(0, ...endpoints.map((endpoint) => endpoint.p95[i] || 0))]);
    draw(document.getElementById("zoom"), {
      useUTC: true, animation: false, grid: { left: 54, right: 12, top: 0, bottom: 0 },
      xAxis: { ...timeAxis(), show: false }, yAxis: { type: "value", show: false },
      series: [{ type: "line", data: slowest, symbol: "none", lineStyle: { opacity: 0 } }],
      dataZoom: [{ type: "slider", left: 54, right: 12, top: 4, bottom: 4, filterMode: "none", brushSelect: true,
        showDetail: !narrow(), labelFormatter: (millis) => time(millis), textStyle: { color: css("--soft"), fontSize: 11 },
        borderColor: css("--line"), fillerColor: css("--warm-up") }],
    });
  }

  function section(chart) {
    const area = element("div", { class: chart.tall ? "chart-area tall" : "chart-area", role: "img",
      "aria-label": `${chart.title} over time` });
    const header = element("header", {}, element("h3", {}, chart.title), element("span", { class: "unit" }, chart.unit));
    if (chart.choices.length > 1) {
      const options = chart.choices.map(({ name }, i) => element("option", { value: i }, name));
      chart.select = element("select", { "aria-label": `${chart.title}: what to show` }, ...options);
      header.append(chart.select);
    }
    chart.area = area;
    return element("div", { class: "chart" }, header, area);
  }

  function drawAll() {
    drawn.forEach((chart) => chart.dispose());
    drawn = [];
    if (CHARTS.length === 0) return;
    drawZoom();
    for (const chart of CHARTS) {
      const lines = chart.choices[chart.select ? Number(chart.select.value) : 0].lines;
      const instance = draw(chart.area, option(chart, lines));
      if (chart.select) {
        chart.select.onchange = () => instance.setOption(
          { ...option(chart, chart.choices[Number(chart.select.value)].lines), dataZoom: [range] },
          { replaceMerge: ["series"] });
      }
    }
  }

  fillFacts();
  fillTables();
  fillFaults();
  fillCalibration();
  fillKeys();
  document.getElementById("charts").append(...CHARTS.map(section));
  drawAll();
  if (CHARTS.length === 0) document.querySelector(".zoom").hidden = true;
  document.getElementById("zoom-reset").onclick = () => zoomTo(0, 100);
  window.addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
  for (const query of ["(prefers-color-scheme: dark)", "print"]) {
    window.matchMedia(query).addEventListener("change", drawAll);
  }
})();
