package io.podspan.cli.api;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token that a request carries, in a file. It is read for each request, so it may be rolled at
 * any time, and it is in no text.
 *
 * @param file none: requests carry no token
 * @param required whether the file was named by the user, and must be there
 */
public record Bearer(@Nullable Path file, boolean required) {
  public static final Bearer NONE = new Bearer(null, false);

  /** A file that the user named. */
  public static Bearer named(Path file) {
    return new Bearer(file, true);
  }

  /** The file of a data folder, if it is there. */
  public static Bearer ifThere(Path file) {
    return new Bearer(file, false);
  }

  /**
   * @throws ProblemException when a file that must be there cannot be used
   */
  void authorize(HttpRequest.Builder request) {
    read().ifPresent(token -> request.header("Authorization", "Bearer " + token));
  }

  private Optional<String> read() {
    if (file == null) {
      return Optional.empty();
    }
    try {
      String token = Files.readString(file).strip();
      if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
        throw unusable("it does not hold one token on one line");
      }
      return Optional.of(token);
    } catch (NoSuchFileException e) {
      if (required) {
        throw unusable("it is not there");
      }
      return Optional.empty();
    } catch (IOException e) {
      throw unusable("it cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private ProblemException unusable(String why) {
    return ProblemException.unusableToken(file + ": " + why);
  }
}
