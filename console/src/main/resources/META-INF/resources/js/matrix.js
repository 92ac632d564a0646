import { el, empty } from "./dom.js";
import { rtt, state } from "./format.js";

const WORDS = {
  REACHABLE: ["good", "reachable"],
  PARTIAL: ["warn", "partial"],
  UNREACHABLE: ["bad", "unreachable"],
  UNKNOWN: ["wait", "unknown"],
};

function cell(from, to, known) {
  if (from === to) return el("td", { class: "self" }, el("span", { class: "hidden" }, "itself"));
  const label = { "data-label": `to ${to}` };
  if (!known) return el("td", { class: "cell", ...label }, state("none", "not joined"));
  const [kind, word] = WORDS[known.state];
  return el("td", { class: `cell ${kind}`, title: known.why, ...label },
    state(kind, word),
    el("span", { class: "measure" },
      known.pairs > 0 ? `${known.reachable}/${known.pairs} pairs` : "no pairs yet",
      known.state === "REACHABLE"
        ? el("span", { class: "rtt" }, rtt(known.rttAverageMicros))
        : el("a", { href: `/why.html?${new URLSearchParams({ from, to })}`, "aria-label": `why ${from} does not reach ${to}` }, "why?")));
}

function failures(cells) {
  const failed = cells.filter((c) => c.failed.length > 0 || c.state === "UNREACHABLE" || c.state === "PARTIAL");
  if (failed.length === 0) return null;
  return el("ul", { class: "failures" }, failed.slice(0, 6).map((c) => {
    const first = c.failed[0];
    const detail = first ? `${first.fromPod} on ${first.fromNode} to ${first.toPod} (${first.toAddress}): ${first.error}` : c.why;
    return el("li", {}, el("b", {}, `${c.from} to ${c.to}: `), detail);
  }));
}

export function matrix({ names, cells }) {
  if (names.length === 0) return empty("There is no cluster yet.");
  const byPair = new Map(cells.map((c) => [JSON.stringify([c.from, c.to]), c]));
  const rows = names.map((from) => el("tr", {},
    el("th", { scope: "row" }, from),
    names.map((to) => cell(from, to, byPair.get(JSON.stringify([from, to]))))));
  return [
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Reachability matrix" },
      el("table", { class: "matrix" },
        el("caption", { class: "hidden" }, "What pods of the row's cluster reach of the column's"),
        el("thead", {}, el("tr", {},
          el("td", { class: "corner" }, "from ↓ to →"),
          names.map((to) => el("th", { scope: "col" }, to)))),
        el("tbody", {}, rows))),
    failures(cells),
  ].filter(Boolean);
}
