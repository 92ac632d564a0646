package io.podspan.peeringservice.events.topic;

import io.podspan.events.IntentEvent;
import io.podspan.events.world.IntentRecord;
import io.podspan.events.world.TopicContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be told so that the topic holds what Postgres holds. Pure.
 *
 * @param events no more than {@link #MOST}; the next comparison finds the rest
 * @param lacking how many records are not there
 * @param stale how many say something else, or do not say of whom they are
 * @param foreign how many are there that should not be
 * @param mark whether the mark lacks or is another one
 */
record Repair(List<IntentEvent> events, int lacking, int stale, int foreign, boolean mark) {
  static final int MOST = 2_000;

  boolean isNeeded() {
    return lacking + stale + foreign > 0 || mark;
  }

  /**
   * @param signer the id of the key that signs now; what another key signed is stale. Empty when
   *     nothing is signed: then it does not matter.
   * @param onTheirWay keys that are sent soon and are left out
   * @param spoiled keys whose last record is not ours: compaction will drop ours
   */
  static Repair of(
      WantedIntent wanted,
      Told told,
      String signer,
      Set<String> onTheirWay,
      Set<String> spoiled,
      TopicContent content) {
    List<IntentEvent> events = new ArrayList<>();
    int lacking = 0;
    int stale = 0;
    for (IntentRecord record : wanted.records().values()) {
      String key = record.key();
      IntentRecord there = content.last().get(key);
      if (onTheirWay.contains(key)) {
        continue;
      }
      if (there == null || !there.isAlive()) {
        lacking++;
        events.add(record.event());
      } else if (spoiled.contains(key) || !isTheSame(record, there, signer)) {
        stale++;
        events.add(record.event());
      }
    }
    List<IntentEvent> removals = removals(wanted, signer, onTheirWay, spoiled, content);
    events.addAll(removals);
    return new Repair(
        List.copyOf(events.subList(0, Math.min(MOST, events.size()))),
        lacking,
        stale,
        removals.size(),
        !onTheirWay.contains(IntentEvent.MARK) && !isMarked(told, signer, spoiled, content));
  }

  private static boolean isTheSame(IntentRecord wanted, IntentRecord there, String signer) {
    return there.provenance().isKnown()
        && there.digest().equals(wanted.digest())
        && isSigned(there, signer);
  }

  private static boolean isSigned(IntentRecord there, String signer) {
    return signer.isEmpty() || signer.equals(there.signer());
  }

  private static boolean isMarked(
      Told told, String signer, Set<String> spoiled, TopicContent content) {
    IntentRecord mark = content.last().get(IntentEvent.MARK);
    return mark != null
        && isSigned(mark, signer)
        && told.generation() > 0
        && !spoiled.contains(IntentEvent.MARK)
        && content.mark().equals(Optional.of(told.mark()));
  }

  /** A removal that another key signed is told again: later nobody trusts that key. */
  private static List<IntentEvent> removals(
      WantedIntent wanted,
      String signer,
      Set<String> onTheirWay,
      Set<String> spoiled,
      TopicContent content) {
    Set<String> there = new HashSet<>(spoiled);
    content
        .last()
        .forEach(
            (key, record) -> {
              if (record.isAlive() || !isSigned(record, signer)) {
                there.add(key);
              }
            });
    there.removeAll(wanted.records().keySet());
    there.removeAll(onTheirWay);
    return there.stream().sorted().map(Repair::removal).flatMap(Optional::stream).toList();
  }

  /** Empty for a key that is none of the intent's. */
  private static Optional<IntentEvent> removal(String key) {
    @Nullable IntentEvent removal = null;
    if (key.startsWith(IntentEvent.CLUSTER_PREFIX)) {
      removal = new IntentEvent.ClusterRemoved(key.substring(IntentEvent.CLUSTER_PREFIX.length()));
    } else if (key.startsWith(IntentEvent.REFLECTOR_PREFIX)) {
      removal =
          new IntentEvent.ReflectorRemoved(key.substring(IntentEvent.REFLECTOR_PREFIX.length()));
    } else if (key.startsWith(IntentEvent.INTERCONNECT_PREFIX)) {
      removal =
          new IntentEvent.InterconnectWithdrawn(
              key.substring(IntentEvent.INTERCONNECT_PREFIX.length()));
    } else if (key.startsWith(IntentEvent.CONDITIONS_PREFIX)) {
      removal =
          new IntentEvent.InterconnectConditionsChanged(
              key.substring(IntentEvent.CONDITIONS_PREFIX.length()), 0, List.of());
    } else if (key.startsWith(IntentEvent.REFLECTOR_CONDITIONS_PREFIX)) {
      removal =
          new IntentEvent.ReflectorConditionsChanged(
              key.substring(IntentEvent.REFLECTOR_CONDITIONS_PREFIX.length()), List.of());
    } else if (key.startsWith(IntentEvent.NODE_PREFIX)) {
      removal = nodeLeft(key.substring(IntentEvent.NODE_PREFIX.length()));
    }
    return Optional.ofNullable(removal);
  }

  private static @Nullable IntentEvent nodeLeft(String clusterAndNode) {
    int slash = clusterAndNode.indexOf('/');
    return slash <= 0 || slash == clusterAndNode.length() - 1
        ? null
        : new IntentEvent.NodeLeft(
            clusterAndNode.substring(0, slash), clusterAndNode.substring(slash + 1));
  }
}
