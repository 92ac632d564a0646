package io.podspan.embedded.process;

/** A port that is needed is taken by another process. */
public final class PortTakenException extends StartFailedException {
  private static final long serialVersionUID = 1L;

  public PortTakenException(String message) {
    super(message);
  }
}
