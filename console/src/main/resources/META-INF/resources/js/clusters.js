import { el, empty, table } from "./dom.js";
import { plural, state } from "./format.js";

function routes(node) {
  if (node.leftOut) return state("warn", `left out: ${node.leftOut}`);
  if (node.expectedRoutes === 0) return state("none", "no routes expected");
  if (node.missingRoutes === null) return state("wait", `${node.expectedRoutes} expected, not read yet`);
  const there = node.expectedRoutes - node.missingRoutes - node.unknownRoutes;
  const kind = node.missingRoutes > 0 ? "bad" : node.unknownRoutes > 0 || node.unread ? "wait" : "good";
  return state(kind, `${there} of ${node.expectedRoutes}${node.unread ? `; ${node.unread}` : ""}`);
}

function missing(node) {
  if (node.missing.length === 0) return null;
  return el("tr", { class: "missing" }, el("td", { colspan: 3 },
    el("ul", {}, node.missing.slice(0, 8).map((route) => el("li", {},
      el("span", { class: "mono" }, `${route.prefix} via ${route.nextHop}`),
      ` missing in ${route.table}: ${route.why}`,
      route.nextStep ? el("span", { class: "next-step" }, route.nextStep) : null)))));
}

function nodes(cluster) {
  return table(`Nodes of ${cluster.name}`, ["Node", "Pod CIDR", "Routes in kernel"],
    cluster.nodes.flatMap((node) => [
      el("tr", {},
        el("th", { scope: "row" }, node.name, el("span", { class: "under mono" }, node.address)),
        el("td", { class: "mono" }, node.podCidrs.join(", ")),
        el("td", {}, routes(node))),
      missing(node),
    ]).filter(Boolean));
}

function card(cluster) {
  return el("article", { class: "card" },
    el("header", { class: "card-head" },
      el("h3", {}, cluster.name),
      el("span", { class: "tag" }, cluster.cniVersion ? `${cluster.cni} ${cluster.cniVersion}` : cluster.cni),
      el("span", { class: "aside" }, `AS ${cluster.asn}`)),
    el("p", { class: "facts" },
      plural(cluster.nodes.length, "node"),
      el("span", { class: "dim" }, " pods "), el("span", { class: "mono" }, cluster.podCidrs.join(", ")),
      cluster.joinedWith.length > 0 ? el("span", { class: "dim" }, ` joined with ${cluster.joinedWith.join(", ")}`) : null),
    cluster.cautions.map((caution) => el("p", { class: "caution" }, state("warn", caution))),
    nodes(cluster));
}

export function clusters(list) {
  return list.length === 0
    ? empty("There is no cluster. Register one with: podspan clusters add")
    : list.map(card);
}
