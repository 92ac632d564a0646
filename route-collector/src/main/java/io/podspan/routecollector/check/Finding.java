package io.podspan.routecollector.check;

import io.podspan.events.check.Require;
import io.podspan.events.reason.Reason;
import java.util.List;

/**
 * Something that is wrong.
 *
 * @param evidence the lines that say so, as the node or its cluster printed them, a few
 */
public record Finding(Reason reason, List<String> evidence) {
  private static final int MOST_LINES = 10;

  public Finding {
    evidence =
        evidence.stream()
            .filter(line -> !line.isBlank())
            .limit(MOST_LINES)
            .map(Require::cut)
            .toList();
  }

  static Finding of(Reason reason, String... evidence) {
    return new Finding(reason, List.of(evidence));
  }
}
