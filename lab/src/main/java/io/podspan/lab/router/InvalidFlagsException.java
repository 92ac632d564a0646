package io.podspan.lab.router;

/** With these arguments kube-router would print this message and exit. */
public final class InvalidFlagsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidFlagsException(String message) {
    super(message);
  }
}
