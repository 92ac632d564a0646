package io.podspan.bgpreflector.alone.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects all faults, to report them together. */
final class Faults {
  private final List<Fault> found = new ArrayList<>();

  void add(Place place, String what, String remedy) {
    found.add(new Fault(place, what, remedy));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** In the order of their places. */
  List<Fault> all() {
    return found.stream()
        .sorted(
            Comparator.comparing((Fault fault) -> fault.place().line())
                .thenComparing(fault -> fault.place().column()))
        .toList();
  }
}
