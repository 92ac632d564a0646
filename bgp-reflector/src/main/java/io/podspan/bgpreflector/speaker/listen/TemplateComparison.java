package io.podspan.bgpreflector.speaker.listen;

import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerTemplate;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Compares what peers are told with what they were told. All peers of a cluster share a template,
 * and it names all of them: two templates are compared once and not once for each peer. For one
 * configuration.
 */
final class TemplateComparison {
  private final Map<PeerTemplate, Map<PeerTemplate, Boolean>> known = new IdentityHashMap<>();

  /** Of the same address. */
  boolean isSame(PeerConfig before, PeerConfig next) {
    return before.label().equals(next.label()) && isSame(before.template(), next.template());
  }

  private boolean isSame(PeerTemplate before, PeerTemplate next) {
    return known
        .computeIfAbsent(before, _ -> new IdentityHashMap<>())
        .computeIfAbsent(next, before::equals);
  }
}
