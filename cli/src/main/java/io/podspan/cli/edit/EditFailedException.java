package io.podspan.cli.edit;

import org.jspecify.annotations.Nullable;

/** There was no edit. The message says why. */
public final class EditFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EditFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
