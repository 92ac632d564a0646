import { render } from "./dom.js";
import { clock, plural, tick } from "./format.js";
import { Live } from "./live.js";
import { EventList } from "./events.js";
import { problems } from "./problems.js";
import { summary } from "./summary.js";
import { interconnects } from "./interconnects.js";
import { matrix } from "./matrix.js";
import { sessions } from "./sessions.js";
import { clusters } from "./clusters.js";
import { rollouts } from "./rollouts.js";

const at = (id) => document.getElementById(id);
const list = new EventList(at("events"), at("rounds"));

let joined = {};

function overview(overview) {
  joined = Object.fromEntries(overview.clusters.map((c) => [c.name, c.joinedWith]));
  render(at("summary"), overview, summary);
  render(at("interconnects"), { all: overview.interconnects, reflectors: overview.reflectors }, interconnects);
  render(at("matrix"), { names: overview.clusters.map((c) => c.name), cells: overview.matrix }, matrix);
  render(at("sessions"), overview.sessions, sessions);
  render(at("clusters"), overview.clusters, clusters);
  render(at("rollouts"), overview.rollouts, rollouts);
  at("sequence").textContent = overview.sequence;
}

const TEXTS = {
  live: () => "Live",
  behind: (journal) => `Behind by ${plural(journal.behind, "event")} since ${clock(journal.since)}`,
  unknown: (journal) => `Possibly behind: Kafka has not answered since ${clock(journal.since)}`,
  closed: () => "Not let in: run podspan console, and open the link that it prints",
  lost: () => `Connection lost, trying again; as of ${clock(new Date().toISOString())}`,
};

function connection(state, journal) {
  const pill = at("connection");
  if (pill.dataset.state === state && ["lost", "closed", "live"].includes(state)) return;
  pill.dataset.state = state;
  document.body.classList.toggle("stale", state !== "live");
  at("connection-text").textContent = TEXTS[state](journal);
}

// Where the journal is belongs to the overview; what is wrong is another only if one of these is.
function wrong({ verdict, problems: causes, underWay }) {
  render(at("problems"), { verdict, problems: causes, underWay, joined }, problems);
}

new Live({ overview, connection, problems: wrong, history: (events) => list.reset(events), event: (event) => list.add(event) }).start();
setInterval(tick, 1000);
