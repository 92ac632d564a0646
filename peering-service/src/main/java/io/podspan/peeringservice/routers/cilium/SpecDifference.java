package io.podspan.peeringservice.routers.cilium;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where two specs of one object differ, in the fields that we write. All others are their owner's:
 * a source interface, a hold time, what a newer release fills in. A default of Cilium counts as
 * written out: its API server fills some in. Pure.
 *
 * @param present as it is there
 * @param wanted as it is to be
 */
record SpecDifference(Map<?, ?> present, Map<?, ?> wanted) {
  private static final int LONGEST = 80;
  private static final int MOST = 12;

  /** What we write; each with all that is in it. */
  private static final List<String> WRITTEN =
      List.of(
          "advertisements",
          "authSecretRef",
          "ebgpMultihop",
          "families",
          "gracefulRestart.enabled",
          "timers.connectRetryTimeSeconds",
          "transport.peerPort");

  /** Those of the schemas of both versions. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "transport.peerPort", "179",
          "timers.connectRetryTimeSeconds", "120",
          "ebgpMultihop", "1");

  static SpecDifference of(Map<?, ?> present, Map<?, ?> wanted) {
    return new SpecDifference(present, wanted);
  }

  boolean isNone() {
    return fields().isEmpty();
  }

  /** Whether this spec is as it is to be, in all that is to change. */
  boolean isDoneIn(Map<?, ?> spec) {
    return fields().stream().allMatch(field -> isSame(field, spec, wanted));
  }

  /** Whether it is as it was, in all that is to change. */
  boolean isOpenIn(Map<?, ?> spec) {
    return fields().stream().allMatch(field -> isSame(field, spec, present));
  }

  /** This spec with what is to change, and all else as it is. */
  Map<String, Object> in(Map<?, ?> spec) {
    Map<String, Object> merged = copy(spec);
    fields().forEach(field -> put(merged, field, at(wanted, field)));
    return merged;
  }

  private static void put(Map<String, Object> spec, String field, @Nullable Object value) {
    String[] steps = field.split("\\.", 2);
    if (steps.length > 1) {
      Map<String, Object> inner = copy(Fields.map(spec.get(steps[0])));
      put(inner, steps[1], value);
      spec.put(steps[0], inner);
    } else if (value == null) {
      spec.remove(field);
    } else {
      spec.put(field, value);
    }
  }

  private static Map<String, Object> copy(Map<?, ?> spec) {
    Map<String, Object> copy = new TreeMap<>();
    spec.forEach(
        (field, value) -> {
          if (value != null) {
            copy.put(Fields.text(field), value);
          }
        });
    return copy;
  }

  private static @Nullable Object at(Map<?, ?> spec, String field) {
    Object at = spec;
    for (String step : field.split("\\.")) {
      at = Fields.map(at).get(step);
    }
    return at;
  }

  private List<String> fields() {
    return WRITTEN.stream().filter(field -> !isSame(field, present, wanted)).toList();
  }

  private static boolean isSame(String field, Map<?, ?> one, Map<?, ?> other) {
    return flat(field, one).equals(flat(field, other));
  }

  /** For people, {@code transport.peerPort 1179} each: what is there, and is not as it is to be. */
  List<String> shownPresent() {
    return shown(present);
  }

  /** What is to be there instead. */
  List<String> shownWanted() {
    return shown(wanted);
  }

  private List<String> shown(Map<?, ?> spec) {
    Map<String, String> values = flat(spec);
    Set<String> paths = paths();
    List<String> lines =
        paths.stream()
            .filter(values::containsKey)
            .map(path -> brief(path) + " " + brief(String.valueOf(values.get(path))))
            .limit(MOST)
            .collect(Collectors.toList());
    if (paths.size() > MOST) {
      lines.add("and more");
    }
    return lines;
  }

  /** Down to single values. */
  private Set<String> paths() {
    Map<String, String> before = flat(present);
    Map<String, String> after = flat(wanted);
    Set<String> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    all.removeIf(path -> Objects.equals(before.get(path), after.get(path)));
    return all;
  }

  private static Map<String, String> flat(Map<?, ?> spec) {
    Map<String, String> flat = new TreeMap<>();
    WRITTEN.forEach(field -> flat.putAll(flat(field, spec)));
    return flat;
  }

  private static Map<String, String> flat(String field, Map<?, ?> spec) {
    Map<String, String> flat = new TreeMap<>();
    Object value = at(spec, field);
    flatten(field, value == null ? DEFAULTS.get(field) : value, flat);
    return flat;
  }

  private static void flatten(String path, @Nullable Object value, Map<String, String> flat) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map when !map.isEmpty() ->
          map.forEach((field, inner) -> flatten(path + "." + field, inner, flat));
      case List<?> list when !list.isEmpty() -> {
        for (int i = 0; i < list.size(); i++) {
          flatten(path + "[" + i + "]", list.get(i), flat);
        }
      }
      default -> flat.put(path, value.toString());
    }
  }

  private static String brief(String text) {
    String line = text.replaceAll("[^\\x20-\\x7e]", "?");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
