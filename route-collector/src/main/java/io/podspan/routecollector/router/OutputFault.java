package io.podspan.routecollector.router;

/** The output is not what the command prints. The message quotes nothing of it. */
public final class OutputFault extends Exception {
  private static final long serialVersionUID = 1L;

  public OutputFault(String message) {
    super(message);
  }
}
