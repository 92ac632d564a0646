import { el } from "./dom.js";
import { since, sign } from "./format.js";

const VERDICTS = {
  WELL: ["good", "Well"],
  NOT_WELL: ["bad", "Not well"],
  UNKNOWN: ["warn", "Not known whether it is well"],
};

function problem(problem) {
  const kind = problem.state === "BROKEN" ? "bad" : "warn";
  return el("li", { class: `problem ${kind}` },
    sign(kind),
    el("div", {},
      el("p", { class: "said" }, problem.sentence, " ", since(problem.since)),
      problem.consequences ? el("p", { class: "dim" }, problem.consequences) : null,
      problem.toDo ? el("p", {}, problem.toDo) : null,
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
    el("ul", { class: "problems" }, answer.problems.map(problem)),
  ];
}
