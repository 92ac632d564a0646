// Keeps the page at what the journal says: an overview, then the stream from exactly there. The
// browser resumes a broken stream by itself. When it gives up, the page starts again.

const RESTART_MILLIS = 2000;
const REFRESH_MILLIS = 300;
const WATCH_MILLIS = 5000;
const STATES = { CURRENT: "live", BEHIND: "behind", UNKNOWN: "unknown" };

export class Live {
  #page;
  #source = null;
  #seen = 0;
  #refreshing = null;
  #restarting = null;
  #open = false;

  // page: overview(overview), history(events), event(event), problems(answer), connection(state, journal)
  constructor(page) {
    this.#page = page;
    setInterval(() => this.#watch(), WATCH_MILLIS);
    addEventListener("pagehide", () => this.#source?.close());
    addEventListener("pageshow", (event) => { if (event.persisted) this.start(); });
  }

  async start() {
    clearTimeout(this.#restarting);
    this.#restarting = null;
    this.#source?.close();
    try {
      const types = await get("/api/v1/events/types");
      const history = await get(`/api/v1/events?order=desc&limit=100&type=${types.filter((t) => t !== "podspan.probe.round.v1").join(",")}`);
      const overview = await get("/api/v1/overview");
      this.#page.history(history.events.reverse());
      this.#show(overview);
      // From the older of the two: what is in both is recognised by its sequence.
      this.#listen(types, Math.min(overview.sequence, history.events.at(-1)?.sequence ?? overview.sequence));
    } catch (fault) {
      this.#lost(fault);
    }
  }

  #listen(types, after) {
    this.#seen = after;
    const source = new EventSource(`/api/v1/events/stream?problems=true&after=${after}`);
    this.#source = source;
    source.addEventListener("open", () => {
      this.#open = true;
      this.#refresh();
    });
    source.addEventListener("error", () => {
      if (source !== this.#source) return;
      if (source.readyState === EventSource.CLOSED) this.#lost("the stream was refused");
      else this.#disconnected();
    });
    source.addEventListener("problem", (message) => this.#page.problems(JSON.parse(message.data)));
    for (const type of types) source.addEventListener(type, (message) => this.#event(JSON.parse(message.data)));
  }

  #event(event) {
    this.#seen = Math.max(this.#seen, event.sequence);
    this.#page.event(event);
    this.#refresh();
  }

  #lost(fault) {
    console.info("the page starts again:", fault);
    this.#source?.close();
    this.#disconnected(fault);
    this.#restarting ??= setTimeout(() => this.start(), RESTART_MILLIS);
  }

  // The overview is put together by the server only; many events at once ask for it once.
  #refresh() {
    this.#refreshing ??= setTimeout(async () => {
      this.#refreshing = null;
      try {
        this.#show(await get("/api/v1/overview"));
      } catch {
        // The stream tells when the server has gone, and when it is back.
      }
    }, REFRESH_MILLIS);
  }

  // A connection can die without a word, as when a laptop slept: the server knows more than was
  // heard of.
  async #watch() {
    if (this.#restarting !== null || this.#source === null) return;
    const seen = this.#seen;
    try {
      const overview = await get("/api/v1/overview");
      if (overview.sequence < seen) return this.#lost("the journal is another one");
      this.#show(overview);
      if (overview.sequence > seen) {
        setTimeout(() => { if (this.#seen === seen) this.#lost("the stream is silent"); }, RESTART_MILLIS);
      }
    } catch (fault) {
      this.#disconnected(fault);
    }
  }

  // Live is only what is connected and shows all that Kafka has.
  #show(overview) {
    this.#page.overview(overview);
    if (this.#open) this.#page.connection(STATES[overview.journal.state], overview.journal);
  }

  #disconnected(fault) {
    this.#open = false;
    this.#page.connection(fault instanceof NotLetIn ? "closed" : "lost");
  }
}

// Who reads from another machine needs a session.
class NotLetIn extends Error {}

async function get(path) {
  const answer = await fetch(path, { headers: { accept: "application/json" }, cache: "no-store" });
  if (answer.status === 401) throw new NotLetIn(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}
