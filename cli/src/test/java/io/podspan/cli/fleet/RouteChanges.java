package io.podspan.cli.fleet;

import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.NodeRoutesChanged;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Routes that change at a steady pace, and how long each change takes to be told: until an event
 * has it, or what came after it in its place. The time counts from when the change was due.
 */
final class RouteChanges {
  private static final long SECOND = 1_000_000_000L;

  private final List<RoutedNode> nodes;

  /** The changes that are not told yet, oldest first, by node and place. */
  private final Map<String, List<Deque<Change>>> waiting = new HashMap<>();

  private final List<Long> tookNanos = new ArrayList<>();
  private long events;
  private long made;

  private record Change(int version, long due) {}

  RouteChanges(List<RoutedNode> nodes) {
    this.nodes = List.copyOf(nodes);
    for (RoutedNode node : nodes) {
      List<Deque<Change>> places = new ArrayList<>();
      for (int i = 0; i < node.changing(); i++) {
        places.add(new ArrayDeque<>());
      }
      waiting.put(node.name(), places);
    }
  }

  /** Returns when all have been made; one after the other, each on the next node. */
  void make(int aSecond, long seconds) {
    long began = System.nanoTime();
    for (long i = 0; i < aSecond * seconds; i++) {
      long due = began + i * SECOND / aSecond;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      RoutedNode node = nodes.get((int) (i % nodes.size()));
      make(node, (int) (i / nodes.size() % node.changing()), due);
    }
  }

  private synchronized void make(RoutedNode node, int place, long due) {
    int version = node.change(place);
    waiting.get(node.name()).get(place).addLast(new Change(version, due));
    made++;
  }

  /** What a node told. */
  synchronized void told(NodeRoutesChanged event) {
    List<Deque<Change>> places = waiting.get(event.node());
    if (places == null) {
      return;
    }
    events++;
    long now = System.nanoTime();
    for (RouteEntry route : event.fib()) {
      int version = RoutedNode.version(route.prefix());
      if (version >= 0) {
        Deque<Change> of = places.get(version >> 16);
        while (!of.isEmpty() && of.peekFirst().version() <= (version & 0xFFFF)) {
          tookNanos.add(now - of.removeFirst().due());
        }
      }
    }
  }

  synchronized long made() {
    return made;
  }

  synchronized long events() {
    return events;
  }

  synchronized long untold() {
    return made - tookNanos.size();
  }

  /** In seconds: the one at this part of all that were told. */
  synchronized double took(double part) {
    long[] sorted = tookNanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? Double.POSITIVE_INFINITY
        : (double) sorted[(int) (part * (sorted.length - 1))] / SECOND;
  }
}
