import { el, empty } from "./dom.js";
import { since, state } from "./format.js";

const KINDS = { True: "good", False: "warn", Unknown: "none" };

// RoutesInstalled to Routes: the sentence below says the rest.
function words(type) {
  return type.replace("Installed", "");
}

function condition(condition) {
  return el("li", { class: `condition ${KINDS[condition.status]}` },
    el("span", { class: "condition-type" }, state(KINDS[condition.status], words(condition.type), condition.reason)),
    el("span", { class: "condition-message" }, condition.message));
}

function interconnect(interconnect) {
  const ready = interconnect.conditions.at(-1);
  const reflectors = interconnect.reflectors.map((r) => `${r.name} (${r.address}:${r.port}, AS ${r.asn})`);
  return el("article", { class: "card" },
    el("header", { class: "card-head" },
      el("h3", {}, interconnect.name),
      ready.status === "True" ? state("good", "ready") : state("warn", "not ready"),
      ready.status === "True" ? null : el("span", { class: "dim" }, ready.message),
      el("span", { class: "aside" }, "declared ", since(interconnect.since), " ago")),
    el("p", { class: "facts" },
      interconnect.clusters.join(" · "), el("span", { class: "dim" }, ` through ${reflectors.join(", ")}`)),
    el("ol", { class: "conditions" }, interconnect.conditions.slice(0, -1).map(condition)));
}

export function interconnects(list) {
  return list.length === 0
    ? empty("None is declared. podspan interconnects, or POST /api/v1/interconnects at the peering-service, declares one.")
    : list.map(interconnect);
}
