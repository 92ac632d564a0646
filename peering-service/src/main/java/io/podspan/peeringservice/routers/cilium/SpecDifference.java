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
 * Where two specs of one object differ, by the paths of their fields. A default of Cilium counts as
 * written out: its API server fills some in. Pure.
 *
 * @param present as it is there, by path
 * @param wanted as we write it, by path
 */
record SpecDifference(Map<String, String> present, Map<String, String> wanted) {
  private static final int LONGEST = 80;
  private static final int MOST = 12;

  /** Those of the schemas of both versions. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "transport.peerPort", "179",
          "timers.connectRetryTimeSeconds", "120",
          "timers.holdTimeSeconds", "90",
          "timers.keepAliveTimeSeconds", "30",
          "gracefulRestart.restartTimeSeconds", "120",
          "ebgpMultihop", "1");

  /** Somebody may give a peer a Secret, and finds it there after each rollout. */
  private static final String SECRET = "authSecretRef";

  /**
   * What we write into. A field elsewhere may be a default of a release that is newer than this.
   */
  private static final Set<String> WRITTEN =
      Set.of(
          "advertisements", "ebgpMultihop", "families", "gracefulRestart", "timers", "transport");

  static SpecDifference of(Map<?, ?> present, Map<?, ?> wanted) {
    return new SpecDifference(flat(present), flat(wanted));
  }

  /** The wanted spec, with the Secret that the present one names. */
  static Map<String, Object> withSecretOf(Map<?, ?> present, Map<String, Object> wanted) {
    Map<String, Object> merged = new TreeMap<>(wanted);
    Object secret = present.get(SECRET);
    if (secret != null) {
      merged.put(SECRET, secret);
    }
    return merged;
  }

  boolean isNone() {
    return paths().isEmpty();
  }

  /** For people, {@code transport.peerPort 1179} each: what is there, and is not as it is to be. */
  List<String> shownPresent() {
    return shown(present);
  }

  /** What is to be there instead. */
  List<String> shownWanted() {
    return shown(wanted);
  }

  private List<String> shown(Map<String, String> values) {
    Set<String> paths = paths();
    List<String> lines =
        paths.stream()
            .filter(path -> value(values, path) != null)
            .map(path -> brief(path) + " " + brief(String.valueOf(value(values, path))))
            .limit(MOST)
            .collect(Collectors.toList());
    if (paths.size() > MOST) {
      lines.add("and more");
    }
    return lines;
  }

  private Set<String> paths() {
    Set<String> all = new TreeSet<>(present.keySet());
    all.addAll(wanted.keySet());
    all.removeIf(path -> Objects.equals(value(present, path), value(wanted, path)));
    all.removeIf(path -> !WRITTEN.contains(path.split("[.\\[]", 2)[0]));
    return all;
  }

  private static @Nullable String value(Map<String, String> values, String path) {
    String value = values.get(path);
    return value == null ? DEFAULTS.get(path) : value;
  }

  private static Map<String, String> flat(Map<?, ?> spec) {
    Map<String, String> flat = new TreeMap<>();
    spec.forEach((field, value) -> flatten(Fields.text(field), value, flat));
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
