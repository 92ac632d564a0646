package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.kubernetes.DaemonSets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of kube-router, as the tag of its image says it. */
record Release(int major, int minor, int patch) {
  private static final Pattern TAG =
      Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");

  /** Empty if the tag does not say it. */
  static Optional<Release> of(String image) {
    return DaemonSets.version(image)
        .map(TAG::matcher)
        .filter(Matcher::matches)
        .map(
            parts ->
                new Release(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3))));
  }

  boolean isBefore(int otherMajor, int otherMinor) {
    return major < otherMajor || (major == otherMajor && minor < otherMinor);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
