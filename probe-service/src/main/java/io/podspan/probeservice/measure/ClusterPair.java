package io.podspan.probeservice.measure;

/** From whose pods to whose pods; the other direction is another pair. */
public record ClusterPair(String from, String to) {
  @Override
  public String toString() {
    return from + "/" + to;
  }
}
