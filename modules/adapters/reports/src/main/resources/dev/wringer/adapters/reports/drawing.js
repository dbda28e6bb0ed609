"use strict";
// Draws the panels, keeps one zoom for those over time, and brings all up to date when more is known.

const LABEL_WIDTH = 54;
let drawn = [];
let following = false;
let range = { start: 0, end: 100 };

/** Each has its own place; `option` is null as long as there is nothing to draw. */
const PANELS = [
  ...CURVES.map((curve) => ({ ...curve, id: "charts", timed: true, option: ({ lines }) => curveOption(curve, lines) })),
  { title: "Latency heat map", unit: "requests by response time in ms, darker is more", id: "charts", timed: true, renderer: "canvas", tall: true, option: heatOption },
  { title: "Life of the services", unit: "tall is up, lower is starting, a line is down", id: "charts", timed: true, option: lifeOption },
  { title: "Percentile spectrum", unit: "ms, whole run", id: "spectrum", choices: spectrumChoices, option: spectrumOption },
];

function follow(source, event) {
  if (following) return;
  const { start, end } = event.batch ? event.batch[0] : event;
  if (isNumber(start) && isNumber(end)) zoomTo(start, end, source);
}

function zoomTo(start, end, source) {
  range = { start: Math.max(0, start), end: Math.min(100, end) };
  following = true;
  drawn.filter(({ timed, chart }) => timed && chart !== source)
    .forEach(({ chart }) => chart.dispatchAction({ type: "dataZoom", ...range }));
  following = false;
}

/** Arrow keys move, plus and minus zoom, Escape shows the whole run. */
function zoomByKey(event) {
  const width = range.end - range.start;
  const least = count > 0 ? Math.min(100, 100 / count) : 100;
  const middle = (range.start + range.end) / 2;
  const around = (wanted) => {
    const next = Math.min(100, Math.max(least, wanted));
    const start = Math.min(Math.max(0, middle - next / 2), 100 - next);
    zoomTo(start, start + next);
  };
  const shift = (by) => {
    const start = Math.min(Math.max(0, range.start + by), 100 - width);
    zoomTo(start, start + width);
  };
  const keys = { "+": () => around(width / 2), "=": () => around(width / 2), "-": () => around(width * 2),
    ArrowLeft: () => shift(-width / 4), ArrowRight: () => shift(width / 4), Escape: () => zoomTo(0, 100) };
  if (!keys[event.key] || event.target.tagName === "SELECT") return;
  event.preventDefault();
  keys[event.key]();
}

function place(panel) {
  panel.area = element("div", { class: panel.tall ? "chart-area tall" : "chart-area", role: "img", "aria-label": panel.title });
  panel.select = element("select", { "aria-label": `${panel.title}: what to show` });
  panel.select.hidden = true;
  panel.select.onchange = () => show(panel);
  panel.box = element("div", { class: "chart" },
    element("header", {}, element("h3", {}, panel.title), element("span", { class: "unit" }, panel.unit), panel.select), panel.area);
  byId(panel.id).append(panel.box);
}

function chosen(panel) {
  if (!panel.choices) return {};
  const choices = panel.choices();
  if (panel.select.options.length !== choices.length) {
    panel.select.replaceChildren(...choices.map(({ name }, i) => element("option", { value: i }, name || "")));
  }
  panel.select.hidden = choices.length < 2;
  return choices[Number(panel.select.value) || 0];
}

function show(panel) {
  const option = panel.option(chosen(panel));
  panel.box.hidden = option === null;
  if (option === null) return;
  if (option.dataZoom) option.dataZoom = option.dataZoom.map((zoom) => ({ ...zoom, ...range }));
  if (!panel.chart) {
    panel.chart = echarts.init(panel.area, null, { renderer: panel.renderer || "svg" });
    panel.chart.on("datazoom", (event) => follow(panel.chart, event));
    drawn.push(panel);
  }
  panel.chart.setOption(option, { replaceMerge: ["series"] });
}

const SLIDER = { id: "zoom", timed: true };

function showSlider() {
  byId("zoom").parentElement.hidden = count === 0;
  if (count === 0) return;
  if (!SLIDER.chart) {
    SLIDER.chart = echarts.init(byId("zoom"), null, { renderer: "svg" });
    SLIDER.chart.on("datazoom", (event) => follow(SLIDER.chart, event));
    drawn.push(SLIDER);
  }
  const slowest = middles.map((at, i) => [at, Math.max(0, ...endpoints.map(({ p95 }) => (p95 && p95[i]) || 0))]);
  SLIDER.chart.setOption({
    useUTC: true, animation: false, grid: { left: LABEL_WIDTH, right: 12, top: 0, bottom: 0 },
    xAxis: { ...timeAxis(), show: false }, yAxis: { type: "value", show: false },
    series: [{ type: "line", data: slowest, symbol: "none", lineStyle: { opacity: 0 } }],
    dataZoom: [{ type: "slider", left: LABEL_WIDTH, right: 12, top: 4, bottom: 4, filterMode: "none", brushSelect: true,
      showDetail: !narrow(), labelFormatter: (millis) => time(millis), textStyle: { color: css("--soft"), fontSize: 11 },
      borderColor: css("--line"), fillerColor: css("--warm-up"), minValueSpan: step, ...range }],
  });
}

function showAll() {
  fillVerdict();
  fillFacts();
  fillTables();
  fillFaults();
  fillCalibration();
  fillKeys();
  showSlider();
  PANELS.forEach(show);
  byId("h-spectrum").parentElement.hidden = PANELS.at(-1).box.hidden;
}

/** Colours are fixed when a chart is made. */
function drawAnew() {
  drawn.forEach((panel) => {
    panel.chart.dispose();
    delete panel.chart;
  });
  drawn = [];
  showAll();
}

function setUp() {
  PANELS.forEach(place);
  byId("zoom-reset").onclick = () => zoomTo(0, 100);
  byId("zoom-in").onclick = () => zoomByKey({ key: "+", target: document.body, preventDefault() {} });
  byId("zoom-out").onclick = () => zoomByKey({ key: "-", target: document.body, preventDefault() {} });
  byId("curves").addEventListener("keydown", zoomByKey);
  window.addEventListener("resize", () => drawn.forEach(({ chart }) => chart.resize()));
  for (const query of ["(prefers-color-scheme: dark)", "print"]) window.matchMedia(query).addEventListener("change", drawAnew);
}
