package io.podspan.embedded.process;

/** A port that is to be listened on is taken by somebody else. */
public final class PortTakenException extends StartFailedException {
  private static final long serialVersionUID = 1L;

  public PortTakenException(String message) {
    super(message);
  }
}
