package io.podspan.routecollector.router;

import io.podspan.routecollector.route.Answer;
import java.util.List;

/**
 * A command, and how to read what it prints.
 *
 * @param commands the words of the command, and of commands to try when one before them fails: an
 *     older program may refuse an option. No shell reads them
 * @param <T> what it tells
 */
public record Question<T>(List<List<String>> commands, Reader<T> reader) {
  public Question {
    commands = commands.stream().map(List::copyOf).toList();
  }

  /** One command. */
  public static <T> Question<T> of(List<String> command, Reader<T> reader) {
    return new Question<>(List.of(command), reader);
  }

  /** Reads what a command printed. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * A row of no interest is left out. A row that cannot be read is left out too, and the answer
     * says so.
     *
     * @throws OutputFault when the whole cannot be read
     */
    Answer<T> read(String output) throws OutputFault;
  }
}
