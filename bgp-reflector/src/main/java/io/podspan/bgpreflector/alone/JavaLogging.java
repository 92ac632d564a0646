package io.podspan.bgpreflector.alone;

/**
 * What the engine and its libraries warn of goes to standard error by the JDK's own logging, which
 * is not even loaded before somebody has something to say.
 */
final class JavaLogging {
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

  private JavaLogging() {}

  /** One line each, as the other lines are; to be called before anything is logged. */
  static void makePlain() {
    if (System.getProperty(FORMAT) == null) {
      System.setProperty(FORMAT, "%1$tFT%1$tT.%1$tL%1$tz %5$s%6$s%n");
    }
  }
}
