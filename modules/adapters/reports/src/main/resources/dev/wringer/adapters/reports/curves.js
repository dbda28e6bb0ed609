// Curves over time, with one zoom for all of them.

const PALETTES = {
  light: ["#0067a5", "#c2500a", "#0a7d5a", "#a8457f", "#6b5b95", "#3a8fb7", "#8a6d00", "#4a4a4a"],
  dark: ["#5cb3f0", "#f08a4b", "#45c49a", "#e08cc0", "#b3a2e8", "#8fd3f0", "#d9b93b", "#bdbdbd"],
};
const MEDIAN = "median of ";

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

/** Windows that are not there, because Wringer was not. */
function gaps() {
  const found = [];
  for (let i = 1; i < count; i++) {
    if (windows.start[i] - windows.start[i - 1] > step * 1.5) found.push([windows.start[i - 1] + step, windows.start[i]]);
  }
  return found;
}

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const MARKS = [
  { name: "Warm-up, not judged", colour: "--warm-up", isIn: (i) => (windows.warm_up[i] ? " " : "") },
  { name: "Pause of the load, counted instead of judged", colour: "--warm-up", isIn: (i) => (windows.quiesce[i] ? " " : "") },
  { name: "Traffic held by hand, not judged", colour: "--warm-up", hatched: "--soft", isIn: (i) => (windows.held[i] ? " " : "") },
  { name: "Fault active", colour: "--fault", hatched: "--fault-edge", ofFaults: true, isIn: (i) => windows.faults[i] },
  { name: "Recovering from a fault", colour: "--recovery", ofFaults: true, isIn: (i) => windows.recovering[i] },
  { name: "Wringer itself was unfit, latency not judged", colour: "--unfit", hatched: "--invalid", isIn: (i) => windows.unfit[i] },
];
const GAP = { name: "Gap: Wringer was not running", colour: "--tint", hatched: "--soft" };

const narrow = () => window.innerWidth <= 640;
const labelsMost = () => (narrow() ? 4 : 12);

/** Windows are too coarse for faults whose own times are known. */
const timedFaults = () => faultsShown.filter(({ applied }) => isNumber(applied));

function fill({ colour, hatched }) {
  return hatched ? hatching(colour, hatched) : css(colour);
}

function markAreas() {
  const timed = timedFaults();
  const coarse = MARKS.filter(({ ofFaults }) => !(ofFaults && timed.length > 0));
  return [...coarse.flatMap((mark) => ranges(mark.isIn).map(({ from, to }) => [
    { xAxis: windows.start[from], itemStyle: { color: fill(mark) } },
    { xAxis: windows.start[to] + step },
  ])), ...gaps().map(([from, to]) => [{ xAxis: from, itemStyle: { color: fill(GAP) } }, { xAxis: to }]),
  ...timed.flatMap((fault) => faultAreas(fault, timed.length))];
}

function faultAreas({ id, applied, removed, gone, recovered }, number) {
  const at = (offsetSeconds) => Math.min(first + offsetSeconds * 1000, last);
  const end = gone ?? removed ?? (last - first) / 1000;
  const label = { show: number <= labelsMost(), position: "insideTop", formatter: () => id.slice(0, 16), color: css("--ink"), fontSize: 11 };
  const active = [{ xAxis: at(applied), label, itemStyle: { color: hatching("--fault", "--fault-edge"), borderColor: css("--fault-edge"), borderWidth: 1 } }, { xAxis: at(end) }];
  const after = [{ xAxis: at(end), itemStyle: { color: css("--recovery"), borderColor: css("--fault-edge"), borderWidth: 0.5, borderType: "dashed" } },
    { xAxis: at(recovered ?? end) }];
  return recovered > end ? [active, after] : [active];
}

/** A fill that is told apart without colour. */
function hatching(colour, edge) {
  const tile = element("canvas", { width: 8, height: 8 });
  const pen = tile.getContext("2d");
  pen.fillStyle = css(colour);
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = css(edge);
  pen.lineWidth = 1;
  for (const x of [-4, 4, 12]) {
    pen.moveTo(x - 4, 8);
    pen.lineTo(x + 4, 0);
  }
  pen.stroke();
  return { image: tile, repeat: "repeat" };
}

function markLines(chart) {
  const shown = findings().filter((f) => (f.state === "FAIL" || f.state === "WARN")
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
  const used = MARKS.map((mark) => ({ ...mark, texts: ranges(mark.isIn).map(({ text }) => text.trim()) }))
    .filter(({ texts }) => texts.length > 0);
  if (gaps().length > 0) used.push({ ...GAP, texts: [] });
  byId("keys").replaceChildren(...used.map((mark) => {
    const swatch = element("i", { class: mark.hatched ? "hatched" : "" });
    swatch.style.backgroundColor = `var(${mark.colour})`;
    if (mark.hatched) swatch.style.setProperty("--edge", `var(${mark.hatched})`);
    const texts = [...new Set(mark.texts.filter(Boolean))].slice(0, 3);
    return element("li", {}, swatch, mark.name + (texts.length ? `: ${texts.join("; ").slice(0, 200)}` : ""));
  }));
  byId("curves-note").textContent = count === 0
    ? "The run has no complete window, so there is nothing to draw."
    : `One point per window of ${duration(windows.seconds)}; times are UTC. Response time counts from the intended start.`
      + (block() > 2 ? ` Thick lines are medians over ${duration(windows.seconds * block())}, thin ones single windows.` : "");
}

// ---- curves

const block = () => Math.ceil(count / (narrow() ? 80 : 240));
const DASHES = ["solid", [7, 3], [2, 2], [9, 3, 2, 3]];

const latencyChoices = () => [
  ...["p95", "p99", "p50"].map((p) => ({
    name: `All endpoints, ${p}`,
    lines: endpoints.map((endpoint) => ({ name: nameOf(endpoint), values: endpoint[p] })),
  })),
  ...endpoints.map((endpoint) => ({
    name: `${nameOf(endpoint)}: p50, p95, p99`,
    lines: ["p50", "p95", "p99"].map((p) => ({ name: p, values: endpoint[p] })),
  })),
];
const perEndpoint = (key) => () => [{ lines: endpoints.map((endpoint) => ({ name: nameOf(endpoint), values: endpoint[key] })) }];
const perService = (key) => () => [{ lines: services.map((service) => ({ name: service.name, values: service[key] }))
  .filter(({ values }) => (values || []).some((value) => (key === "sessions" ? value > 0 : value !== null))) }];
const CURVES = [
  { title: "Response time", unit: "ms", choices: latencyChoices, criteria: /^p[0-9]/, tall: true, calm: true },
  { title: "Errors", unit: "%", choices: perEndpoint("errors"), criteria: /error/, least: 1 },
  { title: "Requests finished", unit: "per second", choices: perEndpoint("rate"), criteria: /unfinished/ },
  { title: "Memory", unit: "MB", choices: perService("memory"), criteria: /memory|restarts|health/ },
  { title: "Open sessions", unit: "sessions", choices: perService("sessions"), criteria: /session/, calm: true },
];

function tooltip(unit) {
  return (points) => {
    const index = Math.min(Math.max(Math.floor((points[0].axisValue - first) / step), 0), count - 1);
    const rows = points.filter(({ value, seriesId }) => isNumber(value[1]) && !seriesId.startsWith(MEDIAN)).sort((a, b) => b.value[1] - a.value[1]).slice(0, 12);
    const notes = [windows.warm_up[index] ? "warm-up" : "", windows.quiesce[index] ? "pause of the load" : "", windows.held[index] ? "traffic held by hand" : "", windows.faults[index], windows.recovering[index] && `recovering from ${windows.recovering[index]}`, windows.unfit[index]].filter(Boolean);
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

function frame(many) {
  return {
    useUTC: true, animation: false, color: palette(), textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 54, right: 12, top: many ? 34 : 12, bottom: 26 },
  };
}

function legend(names) {
  return { show: names.length > 1, type: "scroll", top: 0, left: 0, itemWidth: 26, itemHeight: 8,
    textStyle: { color: css("--ink") }, pageTextStyle: { color: css("--soft") }, inactiveColor: css("--line"), data: names };
}

function bubble(more) {
  return { confine: true, backgroundColor: css("--paper"), borderColor: css("--line"),
    textStyle: { color: css("--ink"), fontSize: 13 }, ...more };
}

const insideZoom = () => ({ type: "inside", filterMode: "none", zoomOnMouseWheel: "ctrl", preventDefaultMouseMove: false,
  minValueSpan: step, moveOnMouseMove: window.matchMedia("(pointer: fine)").matches });

/** Null when there is nothing to draw. */
function curveOption(curve, lines) {
  if (count === 0 || lines.length === 0) return null;
  return {
    ...frame(lines.length > 1),
    legend: legend(lines.map(({ name }) => name)),
    tooltip: bubble({ trigger: "axis", formatter: tooltip(curve.unit) }),
    xAxis: timeAxis(),
    yAxis: { type: "value", min: 0, max: curve.least && ((extent) => (extent.max < curve.least ? curve.least : null)),
      axisLabel: { ...axisText(), formatter: (value) => figure(value) }, splitLine: { lineStyle: { color: css("--line") } } },
    dataZoom: [insideZoom()],
    series: [...lines.flatMap((line, i) => series(line, curve, i)), marks(curve)],
  };
}

// A curve of thousands of windows is a band; its median over some of them shows where the band goes.

function series({ name, values }, chart, i) {
  const color = palette()[i % palette().length];
  const type = DASHES[i % DASHES.length];
  const band = chart.calm && block() > 2;
  const curve = { name, type: "line", symbol: "circle", symbolSize: 4, showSymbol: count <= 60, color,
    emphasis: { disabled: true } };
  const each = { ...curve, data: middles.map((at, i) => [at, values[i] ?? null]),
    lineStyle: { type: band ? "solid" : type, width: count > 1000 ? 1 : 1.75, opacity: band ? (narrow() ? 0.1 : 0.22) : 1 } };
  return band ? [each, { ...curve, id: MEDIAN + name, data: medians(values), lineStyle: { width: 2, type }, z: 3 }] : [each];
}

function medians(values) {
  const points = [];
  const size = block();
  for (let from = 0; from < count; from += size) {
    const known = values.slice(from, from + size).filter(isNumber).sort((a, b) => a - b);
    points.push([middles[Math.min(from + Math.floor(size / 2), count - 1)], known[Math.floor(known.length / 2)] ?? null]);
  }
  return points;
}

function marks(chart) {
  return { type: "line", data: [], silent: true, tooltip: { show: false }, markArea: { silent: true, data: markAreas() },
    markLine: { silent: true, symbol: "none", data: markLines(chart) } };
}

const isDark = () => window.matchMedia("screen and (prefers-color-scheme: dark)").matches;
const palette = () => PALETTES[isDark() ? "dark" : "light"];
