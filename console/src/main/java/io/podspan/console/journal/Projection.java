package io.podspan.console.journal;

import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the journal says of the present: the last fact about each thing. It is a fold over all
 * events. Facts that the intent no longer covers leave it with the event that changes the intent.
 * Not safe for several threads; {@link Tail} owns the one that follows the journal.
 */
public final class Projection {
  public static final String CLUSTERS = IntentEvent.CLUSTER_PREFIX;
  public static final String NODES = IntentEvent.NODE_PREFIX;
  public static final String INTERCONNECTS = IntentEvent.INTERCONNECT_PREFIX;
  public static final String CONDITIONS = IntentEvent.CONDITIONS_PREFIX;

  public static final String REFLECTOR_CONDITIONS = IntentEvent.REFLECTOR_CONDITIONS_PREFIX;
  public static final String ROLLOUTS = "rollout/";

  /** Established sessions. */
  public static final String SESSIONS = "session/";

  /** Established sessions whose peers have ceased to answer. */
  public static final String STALLS = "stalled/";

  /** Sessions that were established and are lost. */
  public static final String LOSSES = "lost/";

  public static final String REFUSALS = "refused/";

  /** What reflectors have taken over. */
  public static final String REFLECTORS = "reflector/";

  /** Not the key of their records: under that are former facts of {@link #REFLECTORS}. */
  public static final String DECLARED_REFLECTORS = "declared-reflector/";

  public static final String RIBS = "rib/";
  public static final String NODE_SESSIONS = "node-sessions/";
  public static final String NODE_ROUTES = "node-routes/";
  public static final String MISSING_ROUTES = "missing-route/";

  /** Nodes that could not be read at the last look. */
  public static final String UNREAD_NODES = "unread-node/";

  /** Nodes that got a missing route back, with the last one. */
  public static final String MENDED_NODES = "mended-node/";

  public static final String REACHABILITIES = "reachability/";
  public static final String PROBE_ROUNDS = "probe-round/";

  /** No event clears these facts. They are removed when they are old. */
  public static final List<String> PERISHABLE = List.of(ROLLOUTS, REFUSALS, LOSSES);

  private final NavigableMap<String, Fact> facts = new TreeMap<>();
  private IntentScope scope;
  private long sequence;

  /**
   * @param facts by slot
   * @param sequence the last event that they include
   */
  public Projection(Map<String, Fact> facts, long sequence) {
    this.facts.putAll(facts);
    this.sequence = sequence;
    this.scope = IntentScope.of(facts.values());
  }

  public static Projection empty() {
    return new Projection(Map.of(), 0);
  }

  public void apply(Entry entry) {
    entry.event().ifPresent(event -> apply(entry, event));
    sequence = entry.sequence();
  }

  private void apply(Entry entry, Event event) {
    for (Change change : Change.of(event)) {
      switch (change) {
        case Change.Keep(String slot, Event kept) ->
            facts.put(slot, new Fact(entry.sequence(), entry.time(), kept));
        case Change.Clear(String slot) -> facts.remove(slot);
      }
    }
    if (event instanceof IntentEvent intent) {
      follow(intent, entry.time());
    }
  }

  private void follow(IntentEvent intent, Instant time) {
    IntentScope before = scope;
    IntentScope after = before.after(intent);
    if (after != before) {
      scope = after;
      facts
          .entrySet()
          .removeIf(
              fact -> fact.getValue().time().isBefore(time) && before.lapses(fact.getKey(), after));
    }
  }

  /** Drops what is perishable and happened before. */
  public void forgetBefore(Instant time) {
    for (String prefix : PERISHABLE) {
      below(prefix).values().removeIf(fact -> fact.time().isBefore(time));
    }
  }

  /** The sequence of the last event in it. */
  public long sequence() {
    return sequence;
  }

  public Optional<Fact> fact(String slot) {
    return Optional.ofNullable(facts.get(slot));
  }

  /** The fact in this slot, if the intent covers it now. */
  public Optional<Fact> covered(String slot) {
    return scope.contains(slot) ? fact(slot) : Optional.empty();
  }

  /** The facts whose slots begin like this, by slot. */
  public Stream<Map.Entry<String, Fact>> facts(String prefix) {
    return below(prefix).entrySet().stream();
  }

  /** Those of {@link #facts} that the intent covers now. */
  public Stream<Map.Entry<String, Fact>> coveredFacts(String prefix) {
    return facts(prefix).filter(slot -> scope.contains(slot.getKey()));
  }

  private NavigableMap<String, Fact> below(String prefix) {
    return facts.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
  }

  /** The present intent. */
  public World world() {
    return scope.world();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Projection that
        && sequence == that.sequence
        && facts.equals(that.facts);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(sequence);
  }

  @Override
  public String toString() {
    return sequence + " " + facts;
  }
}
