"use strict";
// Views beside the curves: where latencies lie, how long their tail is, when each service was up.

// ---- heat map: how many requests took how long, over time

const SHADES = { light: ["#edf3f8", "#b5d4e9", "#62a8d1", "#1f6ea8", "#0b3c66"], dark: ["#1d2a35", "#23506f", "#2f80ad", "#6bb8e0", "#cfeaf9"] };

function heatOption() {
  if (!heat || heat.columns.length === 0) return null;
  const span = heat.seconds_per_column * 1000;
  const most = Math.max(...heat.columns.flat());
  const cells = heat.columns.flatMap((column, x) => column.map((n, y) => [first + x * span, y, n])).filter(([, , n]) => n > 0);
  const bounds = heat.bounds_ms;
  return {
    ...frame(false),
    tooltip: bubble({ formatter: ({ value: [at, y, n] }) => [
      element("div", {}, `${time(at)}, ${duration(heat.seconds_per_column)}`),
      element("div", {}, `${figure(bounds[y], "ms")} to ${figure(bounds[y + 1], "ms")}: `, element("b", {}, whole(n)), " requests")] }),
    xAxis: timeAxis(),
    yAxis: { type: "category", data: bounds.slice(0, -1).map((bound) => figure(bound)), axisLabel: { ...axisText(), interval: 7 }, axisTick: { show: false } },
    dataZoom: [insideZoom()],
    series: [{ type: "custom", encode: { x: 0, y: 1 }, progressive: 0, data: cells, renderItem: (params, api) => heatCell(api, span, most) }],
  };
}

/** Darker is more, on a logarithmic scale: the few slow ones are what matters. */
function heatCell(api, span, most) {
  const shades = SHADES[isDark() ? "dark" : "light"];
  const [x, y] = api.coord([api.value(0), api.value(1)]);
  const [width, height] = api.size([span, 1]);
  const share = Math.log1p(api.value(2)) / Math.log1p(most);
  return { type: "rect", shape: { x, y: y - height / 2, width: width + 0.5, height: height + 0.5 },
    style: { fill: shades[Math.min(shades.length - 1, Math.floor(share * shades.length))] } };
}

// ---- percentile spectrum: the whole tail, corrected for coordinated omission and not

const spectrumChoices = () => (summary.endpoints || []).filter(({ spectrum }) => spectrum)
  .map((total) => ({ name: nameOf(total), spectrum: total.spectrum }));

function spectrumOption(choice) {
  if (!choice) return null;
  const { percentile, response_ms: response, service_ms: service } = choice.spectrum;
  const line = (name, values, i) => ({ name, type: "line", symbol: "none", color: palette()[i], lineStyle: { type: DASHES[i], width: 2 },
    data: percentile.map((p, at) => [1 / (1 - Math.min(p, 99.99999) / 100), values[at]]).filter(([, value]) => isNumber(value)) });
  const lines = [line("from the intended start (response time)", response, 0), line("from the send, uncorrected (service time)", service, 1)];
  const nines = (n) => `${figure0(100 - 100 / n)} %`;
  return {
    ...frame(true),
    legend: legend(lines.map(({ name }) => name)),
    tooltip: bubble({ trigger: "axis", formatter: (points) => [element("div", {}, nines(points[0].axisValue)),
      ...points.map(({ seriesName, value }) => element("div", {}, `${seriesName}: `, element("b", {}, figure(value[1], "ms"))))] }),
    xAxis: { type: "log", logBase: 10, min: 1, axisLabel: { ...axisText(), formatter: nines }, splitLine: { lineStyle: { color: css("--line") } } },
    yAxis: { type: "value", min: 0, axisLabel: { ...axisText(), formatter: (value) => figure(value) }, splitLine: { lineStyle: { color: css("--line") } } },
    series: lines,
  };
}

const figure0 = (percent) => percent.toLocaleString("en", { maximumFractionDigits: 6 });

// ---- life lines

const LIFE_LOOK = { up: { fill: "--pass", height: 0.5 }, starting: { fill: "--warn", height: 0.3 }, down: { fill: "--fail", height: 0.12 }, stopped: { fill: "--line", height: 0.08 } };

function lifeOption() {
  const names = [...lives.keys()].reverse();
  if (names.length === 0 || count === 0) return null;
  const bars = names.flatMap((name, y) => lives.get(name).map(({ state, from, to, how }) =>
    ({ value: [Math.max(from, first), y, Math.min(to ?? last, last)], state, how, name }))).filter(({ value }) => value[2] > value[0]);
  return {
    ...frame(false),
    grid: { left: 110, right: 12, top: 8, bottom: 26 },
    tooltip: bubble({ formatter: ({ data: { name, state, how, value } }) => [
      element("div", {}, `${name}: ${state}${how ? `, ${how}` : ""}`), element("div", {}, `${time(value[0])} to ${time(value[2])}`)] }),
    xAxis: timeAxis(),
    yAxis: { type: "category", data: names, axisLabel: { ...axisText(), width: 96, overflow: "truncate" }, axisTick: { show: false } },
    dataZoom: [insideZoom()],
    series: [{ type: "custom", encode: { x: [0, 2], y: 1 }, data: bars, clip: true,
      renderItem: (params, api) => lifeBar(bars[params.dataIndex], api) }],
  };
}

/** Height tells states apart without colour. */
function lifeBar({ state, value }, api) {
  const look = LIFE_LOOK[state];
  const [x, y] = api.coord([value[0], value[1]]);
  const [right] = api.coord([value[2], value[1]]);
  const height = Math.min(36, api.size([0, 1])[1]) * look.height;
  return { type: "rect", shape: { x, y: y - height / 2, width: Math.max(1, right - x), height }, style: { fill: css(look.fill) } };
}
