package io.podspan.probeservice.measure;

/** A pair of pods by their names, each as {@code namespace/name}. */
public record PodPaths(String from, String to) {}
