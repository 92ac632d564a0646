import { el } from "./dom.js";
import { since, sign } from "./format.js";

const VERDICTS = {
  WELL: ["good", "Well"],
  NOT_WELL: ["bad", "Not well"],
  UNKNOWN: ["warn", "Not known whether it is well"],
};

// The two ends to ask about: of two clusters where it touches two, otherwise any joined one.
function question(nodes, joined) {
  if (nodes.length === 0) return null;
  const clusterOf = (node) => node.slice(0, node.indexOf("/"));
  const end = (node) => node.replace("/", "/node/");
  const other = nodes.find((node) => clusterOf(node) !== clusterOf(nodes[0]));
  const to = other ? end(other) : joined[clusterOf(nodes[0])]?.[0] ?? "";
  return `/why.html?${new URLSearchParams({ from: end(nodes[0]), to })}`;
}

function problem(problem, joined) {
  const kind = problem.state === "BROKEN" ? "bad" : "warn";
  const why = question(problem.nodes, joined);
  return el("li", { class: `problem ${kind}` },
    sign(kind),
    el("div", {},
      el("p", { class: "said" }, problem.sentence, " ", since(problem.since)),
      problem.consequences ? el("p", { class: "dim" }, problem.consequences) : null,
      problem.toDo ? el("p", {}, problem.toDo) : null,
      why ? el("p", {}, el("a", { href: why }, "Walk the way that it breaks")) : null,
      problem.evidence.length > 1
        ? el("details", { "data-key": `${problem.kind} ${problem.subject} ${problem.code}` },
          el("summary", { class: "dim" }, "what was seen"),
          el("ul", { class: "dim" }, problem.evidence.map((e) => el("li", {}, e.text))))
        : null));
}

// One line for each cause: what is wrong, what comes of it, what to do.
export function problems(answer) {
  const [kind, word] = VERDICTS[answer.verdict];
  return [
    el("p", { class: `verdict ${kind}` }, sign(kind), word,
      answer.underWay.length > 0 ? el("span", { class: "dim" }, answer.underWay.join("; ")) : null),
    el("ul", { class: "problems" }, answer.problems.map((one) => problem(one, answer.joined))),
  ];
}
