package io.podspan.probeservice.paths;

import io.podspan.probeservice.ends.EndName;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured.
 *
 * @param kinds in their own order
 * @param port of {@code tcp} and {@code http}, 0 without them
 * @param name what {@code dns} looks for, in lower case; null without it
 */
public record PathQuestion(
    EndName from, EndName to, Set<PathKind> kinds, int port, @Nullable String name) {
  private static final Pattern DNS_NAME =
      Pattern.compile("[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9.])?");

  public PathQuestion {
    kinds = EnumSet.copyOf(kinds);
  }

  /** Whether it can be resolved: nothing that a program could take for an option. */
  public static boolean isDnsName(String text) {
    return DNS_NAME.matcher(text).matches();
  }
}
