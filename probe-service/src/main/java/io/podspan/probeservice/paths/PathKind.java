package io.podspan.probeservice.paths;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is measured. */
public enum PathKind {
  /** Echo requests. */
  ICMP,
  /** A connection to a port. */
  TCP,
  /** A GET of / at a port; any answer of HTTP counts. */
  HTTP,
  /** Whether a name has addresses, as the pod that measures resolves it. */
  DNS,
  /** The largest packet that passes without fragments. */
  MTU,
  /** Which source address the target sees. */
  SOURCE;

  /** As JSON and the command in the pod have it: {@code icmp}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it needs a port. */
  public boolean needsPort() {
    return this == TCP || this == HTTP;
  }

  public static Optional<PathKind> of(@Nullable String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }
}
