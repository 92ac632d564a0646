package io.podspan.probeservice.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which pairs of pods a round measures where all of them would be too many. Pure.
 *
 * <p>The pods of the larger side are gone through in turn, each with a pod of the smaller side that
 * shifts by one with each turn. So in every turn each pod of both sides takes part, and after as
 * many turns as the smaller side has pods each pair was measured once. Of {@code L} pods on the
 * larger side and {@code S} on the smaller, with {@code n} pairs a round, a broken pod is missed
 * for less than {@code ceil(L / n)} rounds, and a broken pair for less than {@code ceil(L * S /
 * n)}; it is missed by {@code t} rounds with the probability {@code 1 - t * n / (L * S)}.
 *
 * <p>What failed in the last round is measured again in each round until it answers: a state does
 * not change because others were looked at. So is what something was heard of, once.
 */
final class Sample {
  /**
   * Rounds of a minute, by the usual interval: in one minute each node has its turn, where nodes
   * have equally many pods. Else those of few pods wait until the others have had all of theirs.
   */
  private static final int ROUNDS_A_MINUTE = 4;

  static final int MOST_SUSPECTS = 32;

  /** Of each side: with the nodes that are to be looked at. */
  private static final int MOST_FOCUSED = 16;

  private Sample() {}

  /**
   * @param atMost how many, beside suspects and what the nodes of a large cluster need
   * @param round counts up
   */
  static List<PodPair> of(
      List<ProbePod> from,
      List<ProbePod> to,
      int atMost,
      long round,
      Set<PodPaths> suspects,
      Focus focus) {
    if ((long) from.size() * to.size() <= atMost) {
      return PodPair.chosen(from, to, atMost);
    }
    Set<PodPair> pairs = new LinkedHashSet<>(again(from, to, suspects));
    pairs.addAll(focused(on(from, focus.from()), to, round));
    focused(on(to, focus.to()), from, round)
        .forEach(pair -> pairs.add(new PodPair(pair.to(), pair.from())));
    Turns turns = new Turns(PodPair.byTurnsOfNodes(from), PodPair.byTurnsOfNodes(to));
    int size = Math.max(atMost, Math.ceilDiv(Math.max(nodes(from), nodes(to)), ROUNDS_A_MINUTE));
    long first = Math.floorMod(round * size, turns.pairs());
    for (long number = first; number < first + Math.min(size, turns.pairs()); number++) {
      PodPair pair = turns.pair(number % turns.pairs());
      if (!pair.from().equals(pair.to())) {
        pairs.add(pair);
      }
    }
    return List.copyOf(pairs);
  }

  private static List<ProbePod> on(List<ProbePod> pods, Set<String> nodes) {
    return pods.stream().filter(pod -> nodes.contains(pod.node())).toList();
  }

  /** Each of the pods in turn, with others in each round. */
  private static List<PodPair> focused(List<ProbePod> pods, List<ProbePod> others, long round) {
    List<PodPair> pairs = new ArrayList<>();
    long all = Math.min(MOST_FOCUSED, (long) pods.size() * others.size());
    for (int number = 0; number < all; number++) {
      int place = number % pods.size();
      ProbePod pod = pods.get(place);
      long other = Math.floorMod(round + place + number / pods.size(), (long) others.size());
      if (!pod.equals(others.get((int) other))) {
        pairs.add(new PodPair(pod, others.get((int) other)));
      }
    }
    return pairs;
  }

  private static int nodes(List<ProbePod> pods) {
    return pods.stream().map(ProbePod::node).collect(Collectors.toSet()).size();
  }

  /** Those of which both pods are there still. */
  private static List<PodPair> again(
      List<ProbePod> from, List<ProbePod> to, Set<PodPaths> suspects) {
    Map<String, ProbePod> sources = byPath(from);
    Map<String, ProbePod> targets = byPath(to);
    List<PodPair> pairs = new ArrayList<>();
    for (PodPaths suspect : suspects) {
      ProbePod source = sources.get(suspect.from());
      ProbePod target = targets.get(suspect.to());
      if (source != null && target != null && pairs.size() < MOST_SUSPECTS) {
        pairs.add(new PodPair(source, target));
      }
    }
    return pairs;
  }

  private static Map<String, ProbePod> byPath(List<ProbePod> pods) {
    return pods.stream()
        .collect(
            Collectors.toMap(
                ProbePod::path, Function.identity(), (one, _) -> one, LinkedHashMap::new));
  }

  /** All pairs, numbered. */
  private record Turns(List<ProbePod> from, List<ProbePod> to) {
    long pairs() {
      return (long) from.size() * to.size();
    }

    PodPair pair(long number) {
      int larger = Math.max(from.size(), to.size());
      int smaller = Math.min(from.size(), to.size());
      int place = (int) (number % larger);
      int other = (int) ((place + number / larger) % smaller);
      return from.size() >= to.size()
          ? new PodPair(from.get(place), to.get(other))
          : new PodPair(from.get(other), to.get(place));
    }
  }
}
