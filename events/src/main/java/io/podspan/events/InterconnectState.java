package io.podspan.events;

import io.podspan.events.check.Require;
import java.util.List;

/**
 * The intent that these clusters reach each other's pods through these reflectors.
 *
 * @param name unique among the interconnects
 * @param revision grows with each change, from 1; {@link SessionEvent.ReflectorConfigured} names
 *     the one that is in force
 * @param clusters names of its clusters, two or more
 * @param reflectors the reflectors that every node of them peers with
 */
public record InterconnectState(
    String name, long revision, List<String> clusters, List<ReflectorState> reflectors) {
  public InterconnectState {
    Require.text(name, "interconnect.name");
    clusters = Require.names(clusters, "interconnect.clusters");
    reflectors = List.copyOf(Require.present(reflectors, "interconnect.reflectors"));
  }
}
