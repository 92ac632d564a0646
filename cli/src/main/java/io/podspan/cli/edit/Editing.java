package io.podspan.cli.edit;

import io.podspan.cli.api.ProblemException;
import io.podspan.cli.apply.Refusals;
import io.podspan.cli.documents.Document;
import io.podspan.cli.documents.DocumentFault;
import io.podspan.cli.documents.Reading;
import io.podspan.cli.documents.Sources;
import io.podspan.cli.objects.PeeringObjects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows a document in the editor until it is taken, or the user gives up. One thread. */
public final class Editing {
  private static final String HEADER =
      """
      # Edit the object below. Lines that begin with a '#' are ignored. An empty file, or one without
      # a change, changes nothing.
      """;

  private final PeeringObjects objects;
  private final Editor editor;
  private final String id;

  /**
   * @param id of the object, as {@code cluster/paris}
   */
  public Editing(PeeringObjects objects, Editor editor, String id) {
    this.objects = objects;
    this.editor = editor;
    this.id = id;
  }

  /** How it ended. */
  public enum End {
    EDITED,
    UNCHANGED,
    GIVEN_UP
  }

  /**
   * @param document as YAML
   */
  public End of(String document) {
    String shown = HEADER + document;
    while (true) {
      String written = editor.edit(shown);
      if (isNothing(written) || body(written).equals(body(document))) {
        editor.forget();
        return End.UNCHANGED;
      }
      if (written.equals(shown)) {
        return End.GIVEN_UP;
      }
      String body = body(written);
      Optional<ProblemException> refusal = take(body);
      if (refusal.isEmpty() && isRight(body)) {
        editor.forget();
        return End.EDITED;
      }
      shown = HEADER + comment(body, refusal) + body;
    }
  }

  private boolean isRight(String body) {
    Reading reading = read(0, body);
    return reading.faults().isEmpty()
        && reading.documents().size() == 1
        && reading.documents().getFirst().id().equals(id);
  }

  private Reading read(int linesBefore, String body) {
    return Sources.parse("edit", "\n".repeat(linesBefore) + body);
  }

  /** The refusal; empty where it was taken, or could not even be sent. */
  private Optional<ProblemException> take(String body) {
    if (!isRight(body)) {
      return Optional.empty();
    }
    Document document = read(0, body).documents().getFirst();
    try {
      objects.put(
          document.kind(),
          document.name(),
          new PeeringObjects.Wanted(document.spec(), document.resourceVersion()));
      return Optional.empty();
    } catch (ProblemException refused) {
      return Optional.of(refused);
    }
  }

  /** Lines are those of the text as it is shown, below the comment. */
  private String comment(String body, Optional<ProblemException> refusal) {
    long lines = problem(0, body, refusal).lines().count();
    int before = (int) (HEADER.lines().count() + lines + 2);
    return "#\n"
        + problem(before, body, refusal)
            .lines()
            .map(line -> "# " + line + "\n")
            .collect(Collectors.joining())
        + "#\n";
  }

  private String problem(int linesBefore, String body, Optional<ProblemException> refusal) {
    Reading reading = read(linesBefore, body);
    if (refusal.isPresent()) {
      return Refusals.text(reading.documents().getFirst(), refusal.get());
    }
    if (reading.faults().isEmpty()) {
      return "This is not " + id + ". Kind and name cannot be edited.";
    }
    return reading.faults().stream().map(DocumentFault::toString).collect(Collectors.joining("\n"));
  }

  private static boolean isNothing(String text) {
    return body(text).isBlank();
  }

  /** Without the lines that are ignored. */
  private static String body(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
