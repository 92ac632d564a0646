// One question and its answer. The question is in the address, so that it can be sent to somebody.

import { el } from "./dom.js";
import { plural, sign } from "./format.js";

const at = (id) => document.getElementById(id);
const form = at("ask");
const MOST_ENDS = 2000;

const VERDICTS = {
  REACHABLE: ["good", "reaches it"],
  UNREACHABLE: ["bad", "does not reach it"],
  UNKNOWN: ["warn", "could not be found out"],
};

const STATES = {
  PASS: ["good", "as it should be"],
  CAUTION: ["warn", "wrong, and packets pass"],
  FAIL: ["bad", "packets end here"],
  UNKNOWN: ["none", "could not be found out"],
};

// What a step looks at, where its name alone does not say it.
const NAMES = {
  live: "asked now",
  kernel: "leaving the node",
  arrival: "arriving at the node",
  route: "routes",
  "ping-now": "ping, now",
  ping: "pings",
  mtu: "large packets",
  source: "source address",
  measure: "measurement",
};

function seen(evidence) {
  const when = evidence.at ? new Date(evidence.at) : null;
  return el("li", {}, evidence.what,
    el("span", { class: "under" },
      `${evidence.from}${evidence.live ? ", looked at for this question" : ", from the journal"}`,
      when ? ", " : "",
      when ? el("time", { datetime: evidence.at, title: when.toLocaleString() }, when.toLocaleTimeString([], { hour12: false })) : null));
}

function step(stage) {
  const [kind, meaning] = STATES[stage.state];
  return el("li", { class: `step ${kind}` },
    sign(kind),
    el("div", {},
      el("p", {}, el("b", {}, NAMES[stage.name] ?? stage.name), " ", el("span", { class: "hidden" }, `${meaning}: `), stage.text),
      stage.cause?.toDo && stage.state !== "PASS" ? el("p", { class: "dim" }, stage.cause.toDo) : null,
      stage.evidence.length > 0
        ? el("details", { open: stage.state === "FAIL" },
          el("summary", {}, plural(stage.evidence.length, "thing") + " seen"),
          el("ul", {}, stage.evidence.map(seen)))
        : null));
}

function way(title, stages) {
  return el("section", { class: "way", "aria-label": title },
    el("h2", {}, title),
    stages.length > 0
      ? el("ol", { class: "walk" }, stages.map(step))
      : el("p", { class: "empty" }, "It was not looked at."));
}

function told(answer) {
  const [kind, word] = VERDICTS[answer.verdict];
  return [
    el("section", { class: "told", "aria-label": "Answer" },
      el("p", { class: `verdict ${kind}` }, sign(kind), el("span", { class: "hidden" }, `${word}: `), el("span", { class: "sentence" }, answer.sentence)),
      answer.toDo ? el("p", { class: "to-do" }, el("b", {}, "What to do: "), answer.toDo) : null,
      answer.also.length > 0
        ? el("div", { class: "also" }, el("h2", {}, "Wrong besides"),
          el("ul", {}, answer.also.map((cause) => el("li", {}, cause.text, cause.toDo ? el("span", { class: "under" }, cause.toDo) : null))))
        : null,
      el("p", { class: "dim" }, `Asked at ${new Date(answer.at).toLocaleTimeString([], { hour12: false })}. `,
        "This page asks the journal. To have nodes looked at and packets sent now: ",
        el("code", { class: "mono" }, `podspan why ${answer.from} ${answer.to}`))),
    el("div", { class: "ways" },
      way("There", answer.stages.filter((stage) => stage.direction === "FORTH")),
      way("Back", answer.stages.filter((stage) => stage.direction === "BACK"))),
  ];
}

function refused(text, next) {
  return [el("p", { class: "verdict warn" }, sign("warn"), text), next ? el("p", { class: "to-do" }, next) : null].filter(Boolean);
}

async function ask(from, to) {
  at("answer").replaceChildren(el("p", { class: "verdict wait" }, sign("wait"), `Asking why ${from} does not reach ${to}`));
  const question = new URLSearchParams({ from, to });
  const answer = await fetch(`/api/v1/why?${question}`, { headers: { accept: "application/json" }, cache: "no-store" });
  const body = await answer.json();
  if (answer.ok) {
    document.title = `${from} to ${to} · Podspan`;
    return told(body);
  }
  return answer.status === 401
    ? refused("Not let in.", "Run podspan console, and open the link that it prints.")
    : refused(body.detail ?? `The console answered ${answer.status}.`, body.nextStep);
}

// Clusters and their nodes are known; pods are named by whoever asks.
async function suggest() {
  const answer = await fetch("/api/v1/overview", { headers: { accept: "application/json" }, cache: "no-store" });
  if (!answer.ok) return;
  const { clusters } = await answer.json();
  const ends = clusters.flatMap((cluster) => [cluster.name, ...cluster.nodes.map((node) => `${cluster.name}/node/${node.name}`)]);
  at("ends").replaceChildren(...ends.slice(0, MOST_ENDS).map((end) => el("option", { value: end })));
}

// The page may send forms nowhere, itself included: the question goes into the address.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { from, to } = form.elements;
  location.assign(`/why.html?${new URLSearchParams({ from: from.value.trim(), to: to.value.trim() })}`);
});

at("turn").addEventListener("click", () => {
  const { from, to } = form.elements;
  [from.value, to.value] = [to.value, from.value];
});

const asked = new URLSearchParams(location.search);
for (const name of ["from", "to"]) form.elements[name].value = asked.get(name) ?? "";
const [from, to] = ["from", "to"].map((name) => form.elements[name].value.trim());
suggest().catch(() => {});
if (from !== "" && to !== "") {
  ask(from, to)
    .catch(() => refused("The console does not answer.", "Ask again."))
    .then((answer) => at("answer").replaceChildren(...answer));
} else {
  form.elements[from === "" ? "from" : "to"].focus();
}
