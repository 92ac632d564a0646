package io.podspan.routecollector.kubernetes;

/** Output that is not what the command prints; the message quotes none of it. */
final class OutputFault extends Exception {
  private static final long serialVersionUID = 1L;

  OutputFault(String message) {
    super(message);
  }
}
