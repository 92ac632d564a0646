package io.podspan.lab.router;

/** The arguments are such that kube-router would say this and exit. */
public final class InvalidFlagsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidFlagsException(String message) {
    super(message);
  }
}
