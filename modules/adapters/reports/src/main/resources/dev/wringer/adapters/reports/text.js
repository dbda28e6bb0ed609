"use strict";
// Texts and figures. Texts of services and simulations reach the page as text nodes only.

const SHAPES = { PASS: "✔", FAIL: "✖", WARN: "▲", INVALID: "⚠", INCONCLUSIVE: "◇" };

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
