package io.podspan.cli.images;

import io.podspan.embedded.process.StartFailedException;
import org.jspecify.annotations.Nullable;

/** An image could not be made. The message says what to do. */
final class ImageException extends StartFailedException {
  private static final long serialVersionUID = 1L;

  ImageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
