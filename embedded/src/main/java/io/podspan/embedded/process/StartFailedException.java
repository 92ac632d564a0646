package io.podspan.embedded.process;

import org.jspecify.annotations.Nullable;

/** Something could not be started; the message says what, why, and what to do about it. */
public class StartFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartFailedException(String message) {
    super(message);
  }

  public StartFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
