package io.podspan.embedded.process;

import org.jspecify.annotations.Nullable;

/** A start failed. The message says what failed, why, and what to do. */
public class StartFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartFailedException(String message) {
    super(message);
  }

  public StartFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
