package io.podspan.peeringservice.kubernetes;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names that people paste into a shell. An API server that is not trusted may have made them. */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

  private ShellWords() {}

  /** Whether a shell takes each of them as it is. */
  public static boolean arePlain(String... names) {
    return Stream.of(names).allMatch(name -> PLAIN.matcher(name).matches());
  }
}
