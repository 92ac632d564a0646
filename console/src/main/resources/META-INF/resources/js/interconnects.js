import { el, empty } from "./dom.js";
import { since, state } from "./format.js";

const KINDS = { True: "good", False: "warn", Unknown: "none" };
// Of the one condition that is bad news when it is true.
const DRIFT_KINDS = { True: "warn", False: "good", Unknown: "none" };

// The sentence below says the rest. A good mark beside "Drifted" would read as if it had drifted.
const WORDS = { RoutesInstalled: "Routes", SourcePreserved: "Source kept", Drifted: "Drift" };

function words(type) {
  return WORDS[type] ?? type;
}

function condition(condition) {
  const kind = (condition.type === "Drifted" ? DRIFT_KINDS : KINDS)[condition.status];
  return el("li", { class: `condition ${kind}` },
    el("span", { class: "condition-type" }, state(kind, words(condition.type), condition.reason)),
    el("span", { class: "condition-message" }, condition.message),
    el("span", { class: "condition-since" }, "for ", since(condition.since)));
}

function readiness(ready) {
  if (!ready) return state("wait", "no conditions yet", "peering-service has not published conditions of this interconnect");
  if (ready.status === "True") return state("good", "ready");
  return ready.status === "False" ? state("warn", "not ready") : state("none", "unknown");
}

// Of its reflectors that are not known to be where nodes are to find them.
function unready(interconnect, reflectors) {
  const names = interconnect.reflectors.map((r) => r.name);
  return reflectors
    .filter((reflector) => names.includes(reflector.name))
    .flatMap((reflector) => reflector.conditions
      .filter((c) => c.type === "Ready" && c.status !== "True")
      .map((c) => condition({ ...c, type: `Reflector ${reflector.name}` })));
}

function interconnect(interconnect, known) {
  const ready = interconnect.conditions.find((c) => c.type === "Ready");
  const reflectors = interconnect.reflectors.map((r) => `${r.name} (${r.address}:${r.port}, AS ${r.asn})`);
  return el("article", { class: "card" },
    el("header", { class: "card-head" },
      el("h3", {}, interconnect.name),
      readiness(ready),
      !ready || ready.status === "True" ? null : el("span", { class: "dim" }, ready.message),
      el("span", { class: "aside" }, "declared ", since(interconnect.since), " ago")),
    el("p", { class: "facts" },
      interconnect.clusters.join(" · "), el("span", { class: "dim" }, ` through ${reflectors.join(", ")}`)),
    el("ol", { class: "conditions" }, interconnect.conditions.filter((c) => c !== ready).map(condition), unready(interconnect, known)));
}

export function interconnects({ all, reflectors }) {
  return all.length === 0
    ? empty("There is no interconnect. Declare one with: podspan interconnects declare")
    : all.map((one) => interconnect(one, reflectors));
}
