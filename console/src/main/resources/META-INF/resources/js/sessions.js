import { el, empty, table } from "./dom.js";
import { since, state } from "./format.js";

const KINDS = { established: "good", stalled: "bad", lost: "bad", refused: "bad", awaited: "wait" };

function nodeSays(session) {
  if (session.nodeState === null) return el("span", { class: "dim" }, "not read yet");
  const up = session.nodeState === "Established";
  const agrees = up === ["established", "stalled"].includes(session.state);
  return state(up ? "good" : agrees ? "wait" : "warn", session.nodeState.toLowerCase());
}

function row(session) {
  return el("tr", {},
    el("th", { scope: "row" },
      session.cluster === null ? "unknown peer" : `${session.cluster} / ${session.node}`,
      el("span", { class: "under mono" }, session.address)),
    el("td", {}, state(KINDS[session.state], session.state),
      el("span", { class: "under" }, session.reason ? `${session.reflector}: ${session.reason}` : session.reflector),
      session.probed === false
        ? el("span", { class: "under" }, "nobody watches whether the node answers") : null,
      session.nextStep ? el("span", { class: "under" }, session.nextStep) : null),
    el("td", {}, nodeSays(session)),
    el("td", { class: "number" }, since(session.since)));
}

export function sessions(list) {
  return list.length === 0
    ? empty("There are no BGP sessions. An interconnect brings them.")
    : table("BGP sessions between nodes and reflectors",
        ["Node", "Reflector says", "Node says", "Since"], list.map(row));
}
