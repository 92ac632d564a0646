package io.podspan.peeringservice.events;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists of an event, cut so that it stays far below the record size that Kafka takes, however many
 * nodes a cluster has. Pure.
 */
final class Bounded {
  /** In bytes. 5,000 nodes with names of 50 characters stay below. */
  private static final int LARGEST_NAMES = 300_000;

  private static final int MOST_CAUTIONS = 50;

  private Bounded() {}

  /** The first of them, as many as the event has room for. */
  static List<String> names(List<String> names) {
    int room = LARGEST_NAMES;
    List<String> fitting = new ArrayList<>();
    for (String name : names) {
      room -= name.getBytes(StandardCharsets.UTF_8).length + 3;
      if (room < 0) {
        break;
      }
      fitting.add(name);
    }
    return List.copyOf(fitting);
  }

  /** The first of them, and how many more there are. */
  static List<String> cautions(List<String> cautions) {
    if (cautions.size() <= MOST_CAUTIONS) {
      return cautions;
    }
    List<String> first = new ArrayList<>(cautions.subList(0, MOST_CAUTIONS - 1));
    first.add(
        "There are "
            + (cautions.size() - first.size())
            + " more cautions. podspan interconnects declare --dry-run shows all of them.");
    return List.copyOf(first);
  }
}
