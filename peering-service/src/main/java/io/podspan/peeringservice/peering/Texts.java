package io.podspan.peeringservice.peering;

import java.util.regex.Pattern;

/** What of foreign text may be repeated, and what may be a name. */
public final class Texts {
  /** The longest name: with a prefix and another name it still is a Kubernetes object name. */
  public static final int LONGEST_NAME = 50;

  private static final int LONGEST_QUOTE = 80;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  private Texts() {}

  /** Foreign text in quotes, printable and not long. */
  public static String quoted(String text) {
    String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
    return '"'
        + (clean.length() > LONGEST_QUOTE ? clean.substring(0, LONGEST_QUOTE) + "..." : clean)
        + '"';
  }

  /** A DNS label (RFC 1123), for names become parts of Kubernetes object names and Kafka keys. */
  public static boolean isName(String text) {
    return text.length() <= LONGEST_NAME && LABEL.matcher(text).matches();
  }
}
