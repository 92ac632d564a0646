package io.podspan.cli.chaos;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of faults, by the names under which they are chosen. */
enum FaultKind {
  KILL("SIGKILL to a service, Kafka or Postgres"),
  STOP("what asks it to stop"),
  PAUSE("SIGSTOP, and SIGCONT some seconds later"),
  CLOCK("a wall clock that is 30 s off"),
  CUT("the network between a service and one of its servers"),
  READONLY("a Postgres that takes no changes"),
  FULL("a full disk of Kafka or of Postgres"),
  LOST("Kafka without its data"),
  ROUTER("SIGKILL to a node's router");

  private final String text;

  FaultKind(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Set<FaultKind> named(String commaSeparated) {
    Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
    for (String name : commaSeparated.split(",")) {
      kinds.add(
          Arrays.stream(values())
              .filter(kind -> kind.toString().equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no fault '%s'; there are: %s".formatted(name, all()))));
    }
    return kinds;
  }

  static String all() {
    return Arrays.stream(values()).map(FaultKind::toString).collect(Collectors.joining(","));
  }
}
