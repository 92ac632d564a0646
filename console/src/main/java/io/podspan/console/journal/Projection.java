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
 * What stands after all events so far: a fold over the journal that keeps the last word about each
 * thing. Not for several threads at once; {@link Tail} owns the one that follows the journal.
 */
public final class Standing {
  public static final String CLUSTERS = IntentEvent.CLUSTER_PREFIX;
  public static final String INTERCONNECTS = IntentEvent.INTERCONNECT_PREFIX;
  public static final String PLANS = "plan/";
  public static final String ROLLOUTS = "rollout/";
  public static final String SESSIONS = "session/";
  public static final String REFUSALS = "refused/";
  public static final String REFLECTORS = "reflector/";
  public static final String RIBS = "rib/";
  public static final String NODE_SESSIONS = "node-sessions/";
  public static final String NODE_ROUTES = "node-routes/";
  public static final String MISSING_ROUTES = "missing-route/";
  public static final String REACHABILITIES = "reachability/";
  public static final String PROBE_ROUNDS = "probe-round/";

  /** What nothing ever clears, and is forgotten when it is old. */
  public static final List<String> PERISHABLE = List.of(ROLLOUTS, REFUSALS);

  private final NavigableMap<String, Fact> facts = new TreeMap<>();
  private long sequence;

  /**
   * @param facts by slot
   * @param sequence up to where they are the whole truth
   */
  public Standing(Map<String, Fact> facts, long sequence) {
    this.facts.putAll(facts);
    this.sequence = sequence;
  }

  public static Standing nothing() {
    return new Standing(Map.of(), 0);
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

  /** The facts whose slots begin so, by slot. */
  public Stream<Map.Entry<String, Fact>> facts(String prefix) {
    return below(prefix).entrySet().stream();
  }

  private NavigableMap<String, Fact> below(String prefix) {
    return facts.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
  }

  /** The intent that stands. */
  public World world() {
    World world = World.EMPTY;
    for (String prefix : List.of(CLUSTERS, INTERCONNECTS)) {
      for (Fact fact : below(prefix).values()) {
        if (fact.event() instanceof IntentEvent intent) {
          world = world.after(intent);
        }
      }
    }
    return world;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Standing that && sequence == that.sequence && facts.equals(that.facts);
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
