package io.podspan.peeringservice.routers.cilium;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parts of objects, as the client reads JSON. What has another form counts as absent. */
final class Fields {
  private Fields() {}

  static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  static String text(@Nullable Object value) {
    return Objects.toString(value, "");
  }

  /** 0 if it is no number. */
  static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
