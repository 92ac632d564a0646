package io.podspan.events.reason;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The code of each record, read from the tables that Jackson reads too. */
final class Codes {
  private static final Map<Class<?>, String> BY_CLASS = read();

  private Codes() {}

  private static Map<Class<?>, String> read() {
    Map<Class<?>, String> codes = new HashMap<>();
    for (Class<?> table :
        List.of(RouteReason.class, PairReason.class, SessionReason.class, PathReason.class)) {
      @Nullable JsonSubTypes rows = table.getAnnotation(JsonSubTypes.class);
      if (rows == null) {
        throw new IllegalStateException(table + " has no JsonSubTypes");
      }
      for (JsonSubTypes.Type row : rows.value()) {
        codes.put(row.value(), row.name());
      }
    }
    return Map.copyOf(codes);
  }

  static String of(Class<?> reason) {
    String code = BY_CLASS.get(reason);
    if (code == null) {
      throw new IllegalStateException(reason + " has no row in JsonSubTypes");
    }
    return code;
  }
}
