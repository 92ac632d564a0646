package io.podspan.cli.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.objects.Kind;
import java.util.Map;

/**
 * An object as somebody declares it. Its form is right; what its fields mean, and whether they are
 * right, peering-service knows.
 *
 * @param resourceVersion of the object that it replaces; empty: whichever there is
 * @param spec the fields of the REST body without the name
 * @param lines where each part is written, by its path within the spec such as {@code
 *     reflectors[0].address}; empty where that is not known
 */
public record Document(
    Kind kind,
    String name,
    String resourceVersion,
    ObjectNode spec,
    Place place,
    Map<String, Integer> lines) {
  public Document {
    lines = Map.copyOf(lines);
  }

  /** As a command line names it, {@code cluster/paris}. */
  public String id() {
    return kind.word() + "/" + name;
  }

  /**
   * Where a field is written that peering-service speaks of; where it is missing, what should have
   * it.
   *
   * @param field such as {@code reflectors[0].address}
   */
  public Place placeOf(String field) {
    String part = field;
    while (!part.isEmpty()) {
      Integer line = lines.get(part);
      if (line != null) {
        return place.at(line);
      }
      int end = Math.max(part.lastIndexOf('.'), part.lastIndexOf('['));
      part = end < 0 ? "" : part.substring(0, end);
    }
    return place;
  }
}
