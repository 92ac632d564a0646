package io.podspan.cli;

import io.podspan.cli.documents.DocumentFault;
import io.podspan.cli.documents.Reading;
import io.podspan.cli.documents.Sources;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option {@code -f} of every command that takes documents. */
final class FilesOption {
  private static final int MOST_FAULTS = 20;

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE|DIR|-",
      description = {
        "A file of YAML or JSON documents, a folder of such files (.yaml, .yml, .json), or - for standard",
        "input; may be repeated."
      })
  List<String> sources = List.of();

  @Option(
      names = {"-R", "--recursive"},
      description = "Also reads the folders in a folder.")
  boolean recursive;

  boolean named() {
    return !sources.isEmpty();
  }

  /**
   * All documents.
   *
   * @throws IllegalArgumentException naming each that cannot be used
   */
  Reading read(CommandSpec command) {
    if (sources.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "Missing required option: '--filename=FILE|DIR|-'");
    }
    Reading reading = new Sources(System.in, recursive).read(sources);
    if (!reading.faults().isEmpty()) {
      throw new IllegalArgumentException(told(reading.faults()));
    }
    return reading;
  }

  private static String told(List<DocumentFault> faults) {
    String more = faults.size() > MOST_FAULTS ? "\n" + (faults.size() - MOST_FAULTS) + " more" : "";
    return "Nothing was changed, because of "
        + (faults.size() == 1 ? "a document" : faults.size() + " faults in documents")
        + ":\n"
        + faults.stream()
            .limit(MOST_FAULTS)
            .map(DocumentFault::toString)
            .collect(Collectors.joining("\n"))
        + more;
  }
}
