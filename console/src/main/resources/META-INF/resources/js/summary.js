import { el } from "./dom.js";

function figure(label, value, of, good) {
  const kind = of === 0 ? "none" : good ? "good" : "warn";
  return el("div", { class: `figure ${kind}` },
    el("dt", {}, label),
    el("dd", {}, el("b", {}, String(value)), of === null ? null : el("span", {}, ` of ${of}`)));
}

export function summary(overview) {
  const nodes = overview.clusters.flatMap((cluster) => cluster.nodes);
  const routed = nodes.filter((node) => node.expectedRoutes > 0);
  const complete = routed.filter((node) => node.missingRoutes === 0 && node.unknownRoutes === 0 && !node.unread);
  const joined = overview.matrix;
  const reachable = joined.filter((cell) => cell.state === "REACHABLE");
  const wanted = overview.sessions.filter((session) => session.cluster !== null);
  const up = wanted.filter((session) => session.state === "established");
  const ready = overview.interconnects.filter((i) => i.conditions.some((c) => c.type === "Ready" && c.status === "True"));
  return [
    el("div", { class: "figure none" },
      el("dt", {}, "Clusters"),
      el("dd", {}, el("b", {}, String(overview.clusters.length)), el("span", {}, ` ${nodes.length} nodes`))),
    figure("Interconnects ready", ready.length, overview.interconnects.length, ready.length === overview.interconnects.length),
    figure("Sessions up", up.length, wanted.length, up.length === wanted.length),
    figure("Nodes with all routes", complete.length, routed.length, complete.length === routed.length),
    figure("Directions reachable", reachable.length, joined.length, reachable.length === joined.length),
  ];
}
