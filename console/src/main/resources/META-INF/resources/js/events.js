import { el } from "./dom.js";
import { clock, sign } from "./format.js";

const ROUND = "podspan.probe.round.v1";
const KEPT = 120;

const GOOD = /established|completed|restored|node-verified/;
const BAD = /lost|refused|rejected|limit-reached|failed|missing/;
const WARN = /paused|rolled-back/;

function kind(event) {
  if (event.type === "podspan.probe.reachability-changed.v1") {
    return { REACHABLE: "good", PARTIAL: "warn", UNREACHABLE: "bad" }[event.data.now] ?? "none";
  }
  if (event.type === "podspan.node.routes-changed.v1") return event.data.missing > 0 ? "bad" : "good";
  if (/^podspan\.(interconnect|reflector)\.conditions-changed\.v1$/.test(event.type)) {
    const ready = event.data.conditions.find((condition) => condition.type === "Ready");
    return ready === undefined ? "none" : ready.status === "True" ? "good" : "warn";
  }
  if (event.type === ROUND) return event.data.reachable === event.data.pairs ? "good" : "warn";
  return GOOD.test(event.type) ? "good" : BAD.test(event.type) ? "bad" : WARN.test(event.type) ? "warn" : "none";
}

// The last events, newest first. Holds both kinds, so that the switch needs no question.
export class EventList {
  #list;
  #switch;
  #events = [];

  constructor(list, rounds) {
    this.#list = list;
    this.#switch = rounds;
    rounds.addEventListener("change", () => this.#renew());
  }

  // Starts over with these, oldest first.
  reset(events) {
    this.#events = [];
    events.forEach((event) => this.#keep(event));
    this.#renew();
  }

  add(event) {
    if (this.#events.some((known) => known.sequence === event.sequence)) return;
    this.#keep(event);
    if (!this.#visible(event)) return;
    const item = this.#item(event);
    item.classList.add("fresh");
    this.#list.querySelector(".empty")?.remove();
    this.#list.prepend(item);
    while (this.#list.children.length > KEPT) this.#list.lastElementChild.remove();
  }

  // Each kind has its own bound: rounds never push the rest out.
  #keep(event) {
    this.#events.push(event);
    const same = this.#events.filter((known) => (known.type === ROUND) === (event.type === ROUND));
    if (same.length > KEPT) this.#events.splice(this.#events.indexOf(same[0]), 1);
  }

  #visible(event) {
    return this.#switch.checked || event.type !== ROUND;
  }

  #renew() {
    const visible = this.#events.filter((event) => this.#visible(event)).slice(-KEPT).reverse();
    this.#list.replaceChildren(...(visible.length > 0
      ? visible.map((event) => this.#item(event))
      : [el("li", { class: "empty" }, "Nothing has happened yet.")]));
  }

  #item(event) {
    const topic = event.topic.replace("podspan.", "");
    return el("li", { class: `event ${kind(event)}`, "data-type": event.type },
      el("span", { class: "when" },
        el("time", { datetime: event.time, title: new Date(event.time).toLocaleString() }, clock(event.time)),
        el("span", { class: "topic" }, topic)),
      sign(kind(event)),
      el("a", { class: "sentence", href: `/api/v1/events/${encodeURIComponent(event.id)}` }, event.requestedBy ? `${event.sentence} (by ${event.requestedBy})` : event.sentence));
  }
}
