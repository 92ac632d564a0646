import { el, empty } from "./dom.js";
import { since, state } from "./format.js";

const ROLLOUT = {
  "planned": "wait", "running": "wait", "paused": "warn", "failed": "bad",
  "rolled back": "warn", "completed": "good",
};
const STEP = { "waiting": "none", "restarting": "wait", "verified": "good", "failed": "bad", "rolled back": "warn",
  "left out": "warn", "gone": "none" };

function step(step) {
  const took = step.tookMillis === null ? "" : ` ${(step.tookMillis / 1000).toFixed(1)} s`;
  return el("li", {},
    el("span", {}, step.node),
    state(STEP[step.state] ?? "none", step.state + took, step.gates.join(", ")));
}

function rollout(rollout) {
  return el("article", { class: "card rollout" },
    el("header", { class: "card-head" },
      el("h3", {}, rollout.cluster),
      state(ROLLOUT[rollout.state], rollout.state),
      el("span", { class: "aside" }, since(rollout.changedAt), " ago")),
    el("p", { class: "facts" },
      `${rollout.direction === "leave" ? "leaves" : "joins"} ${rollout.interconnect}`,
      rollout.driver ? el("span", { class: "dim" }, ` by ${rollout.driver}`) : null),
    rollout.reason ? el("p", { class: "reason" }, rollout.reason) : null,
    rollout.nextStep ? el("p", { class: "next" }, rollout.nextStep) : null,
    rollout.cautions.length === 0 ? null
      : el("details", { "data-key": `${rollout.id}-cautions` },
          el("summary", {}, `To know before (${rollout.cautions.length})`),
          rollout.cautions.map((caution) => el("p", { class: "next" }, caution))),
    el("ol", { class: "steps" }, rollout.steps.map(step)),
    rollout.changes.length === 0 ? null
      : el("details", { "data-key": rollout.id },
          el("summary", {}, "The change"),
          el("pre", {}, rollout.changes.join("\n"))));
}

function isOpen(rollout) {
  return ["planned", "running", "paused"].includes(rollout.state);
}

// One card for each cluster and interconnect: what is under way, else the last one. The rest folds.
export function rollouts(list) {
  if (list.length === 0) return empty("There was no rollout yet.");
  const newest = new Set();
  const current = [];
  const former = [];
  for (const one of list) {
    const key = JSON.stringify([one.cluster, one.interconnect]);
    (isOpen(one) || !newest.has(key) ? current : former).push(one);
    newest.add(key);
  }
  return [
    ...current.map(rollout),
    former.length === 0 ? null
      : el("details", { class: "former", "data-key": "former" },
          el("summary", {}, `${former.length} earlier`),
          former.map(rollout)),
  ].filter(Boolean);
}
