package io.podspan.cli.grant;

/** Rights could not be given or taken. The message says what to do, and holds no secret. */
public final class GrantFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GrantFailedException(String message, String nextStep) {
    super(message + "\nwhat to do: " + nextStep);
  }
}
