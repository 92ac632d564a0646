package io.podspan.peeringservice.peering;

/** Text of unknown origin, made safe to repeat in an answer or a log line. */
public final class Quoted {
  private static final int LONGEST = 80;

  private Quoted() {}

  /** In quotes, printable ASCII only, 80 characters at most. */
  public static String of(String text) {
    String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
    return '"' + (clean.length() > LONGEST ? clean.substring(0, LONGEST) + "..." : clean) + '"';
  }
}
