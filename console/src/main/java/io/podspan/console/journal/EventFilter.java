package io.podspan.console.journal;

import io.podspan.events.Topic;
import io.podspan.events.envelope.EventTypes;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Selects entries. A criterion that is null selects all.
 *
 * @param topic the whole name
 * @param types any of these
 * @param subject the whole subject
 * @param cluster entries about this cluster
 * @param from entries of events at this time or later
 * @param until entries of events before this time
 */
public record EventFilter(
    @Nullable String topic,
    @Nullable Set<String> types,
    @Nullable String subject,
    @Nullable String cluster,
    @Nullable Instant from,
    @Nullable Instant until) {

  public static final EventFilter ALL = new EventFilter(null, null, null, null, null, null);

  public boolean matches(Entry entry) {
    return (topic == null || topic.equals(entry.topic()))
        && (types == null || types.contains(entry.type()))
        && (subject == null || subject.equals(entry.subject()))
        && (cluster == null || entry.clusters().contains(cluster))
        && (from == null || !entry.time().isBefore(from))
        && (until == null || entry.time().isBefore(until));
  }

  /**
   * The types that a list of patterns matches. The list is separated by commas. A pattern is a
   * whole type, or the beginning of types with an asterisk. Empty when a pattern matches no type.
   */
  public static Set<String> typesNamed(String patterns) {
    Set<String> types = new HashSet<>();
    for (String pattern : patterns.split(",", -1)) {
      Set<String> named =
          EventTypes.all().keySet().stream()
              .filter(type -> names(pattern, type))
              .collect(Collectors.toSet());
      if (named.isEmpty()) {
        return Set.of();
      }
      types.addAll(named);
    }
    return Set.copyOf(types);
  }

  private static boolean names(String pattern, String type) {
    return pattern.endsWith("*")
        ? type.startsWith(pattern.substring(0, pattern.length() - 1))
        : type.equals(pattern);
  }

  /** A topic by its name, with or without {@code podspan.}; null when there is none. */
  public static @Nullable String topicNamed(String name) {
    String whole = name.startsWith("podspan.") ? name : "podspan." + name;
    return Topic.named(whole).map(Topic::topicName).orElse(null);
  }
}
