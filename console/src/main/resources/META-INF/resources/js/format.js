import { el } from "./dom.js";

// A state is told by a sign, a word and a colour; the colour is the one that may be missed.
const SIGNS = { good: "✓", bad: "✕", warn: "!", wait: "…", none: "–" };

export function sign(kind) {
  return el("span", { class: `sign ${kind}`, "aria-hidden": "true" }, SIGNS[kind]);
}

export function state(kind, word, title) {
  return el("span", { class: `state ${kind}`, title },
    sign(kind), word);
}

export function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

export function rtt(micros) {
  if (micros === null || micros === undefined) return "";
  return micros < 1000 ? `${micros} µs` : `${(micros / 1000).toFixed(micros < 10000 ? 1 : 0)} ms`;
}

export function clock(iso) {
  return new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
}

function span(seconds) {
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

function tell(element) {
  element.textContent = span((Date.now() - Date.parse(element.dateTime)) / 1000);
}

// How long ago, kept current by tick().
export function since(iso) {
  if (!iso) return "–";
  const element = el("time", { datetime: iso, class: "since", title: new Date(iso).toLocaleString() });
  tell(element);
  return element;
}

export function tick() {
  document.querySelectorAll("time.since").forEach(tell);
}
