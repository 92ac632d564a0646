package io.podspan.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;

/** How objects of one kind are shown to people. The answers may have more fields than are known. */
public interface ObjectView {

  /**
   * Several, a line each.
   *
   * @param wide with all columns
   */
  String list(JsonNode objects, boolean wide);

  /** One, with its parts. */
  String details(JsonNode object);

  static ObjectView of(Kind kind) {
    return switch (kind) {
      case CLUSTER -> new ClusterView();
      case REFLECTOR -> new ReflectorView();
      case INTERCONNECT -> new InterconnectView();
      case ROLLOUT -> new RolloutView();
    };
  }
}
