package io.podspan.cli.objects;

import io.podspan.cli.text.Answers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which objects of a list, and in which order. The service knows the fields, and refuses others.
 *
 * @param sort a field, with {@code -} before it for the reverse; empty: as the service sorts
 * @param fields values that the fields must have
 */
public record Selection(String sort, Map<String, String> fields) {
  public static final Selection ALL = new Selection("", Map.of());

  /** Keeps the order of the fields. */
  public Selection {
    fields = new LinkedHashMap<>(fields);
  }

  public boolean selectsAll() {
    return sort.isEmpty() && fields.isEmpty();
  }

  /** From {@code ?} on; empty for all. */
  String query() {
    List<String> parts = new ArrayList<>();
    if (!sort.isEmpty()) {
      parts.add("sort=" + Answers.segment(sort));
    }
    fields.forEach(
        (name, value) -> parts.add(Answers.segment(name) + "=" + Answers.segment(value)));
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }
}
