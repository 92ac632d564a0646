package io.podspan.cli.chaos;

import java.util.List;

/**
 * What there is under one name.
 *
 * @param clusters empty when there is no interconnect
 */
record World(List<String> clusters, boolean preserve) {
  static final World EMPTY = new World(List.of(), false);

  World {
    clusters = clusters.stream().sorted().toList();
  }

  boolean isThere() {
    return !clusters.isEmpty();
  }

  @Override
  public String toString() {
    return isThere() ? clusters + (preserve ? " preserving addresses" : "") : "nothing";
  }
}
