package io.podspan.routecollector.router;

import java.util.List;

/**
 * A command, and how to read what it prints.
 *
 * @param command the words of the command; no shell reads them
 * @param <T> what it tells
 */
public record Question<T>(List<String> command, Reader<T> reader) {
  public Question {
    command = List.copyOf(command);
  }

  /** Reads what a command printed. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * A row that cannot be read is left out.
     *
     * @throws OutputFault when the whole cannot be read
     */
    T read(String output) throws OutputFault;
  }
}
