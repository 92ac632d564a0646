package io.podspan.bgpreflector.alone;

import io.podspan.bgpreflector.alone.reader.OptionTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says.
 *
 * @param settings what it says in place of the file
 * @param statusEvery seconds, 0 for never
 */
record Options(Optional<Path> file, OptionTree settings, int statusEvery, boolean checkConfig) {

  /** What came of reading a command line. */
  sealed interface Parsed {}

  record Good(Options options) implements Parsed {}

  record Wrong(String what) implements Parsed {}

  /** Asked for help. */
  record Help() implements Parsed {}

  /** Asked for the version. */
  record Version() implements Parsed {}

  static Parsed parse(List<String> arguments) {
    return new OptionsParser().parse(arguments);
  }
}
