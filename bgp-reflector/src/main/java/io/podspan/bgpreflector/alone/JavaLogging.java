package io.podspan.bgpreflector.alone;

/**
 * Warnings of the engine and its libraries go to standard error by the JDK's own logging. It is not
 * loaded before the first warning.
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
