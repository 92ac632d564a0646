package io.podspan.probeservice.measure;

/** A pair of pods by their names, each as {@code namespace/name}. */
public record PodPaths(String from, String to) {
  public static PodPaths of(PodPair pair) {
    return new PodPaths(pair.from().path(), pair.to().path());
  }
}
