package io.podspan.peeringservice.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import java.util.Set;

/**
 * A rollout as JSON. Documents of former versions are read too: they name one node under way by its
 * index, and have no policy or not all of it.
 */
final class RolloutDocument {
  private static final Set<String> ONE_NODE = Set.of("Checking", "Restarting", "Gating");

  private RolloutDocument() {}

  static String write(Rollout rollout) {
    return Json.write(rollout);
  }

  /**
   * @param policy of a rollout whose document has none
   */
  static Rollout read(String document, RolloutPolicy policy) {
    ObjectNode tree = Json.tree(document);
    tree.set("policy", whole(tree.path("policy"), Json.tree(policy)));
    if (ONE_NODE.contains(tree.path("state").path("kind").asText())) {
      tree.set("state", rolling((ObjectNode) tree.get("state"), tree.path("steps")));
    }
    return Json.read(tree, Rollout.class);
  }

  /** What a former version did not know is as it would be now. */
  private static ObjectNode whole(JsonNode stored, ObjectNode policy) {
    stored.properties().forEach(field -> policy.set(field.getKey(), field.getValue()));
    return policy;
  }

  private static ObjectNode rolling(ObjectNode former, JsonNode steps) {
    ObjectNode turn = former.deepCopy();
    turn.set("node", steps.path(former.path("index").asInt()).path("node"));
    turn.remove("index");
    ObjectNode state = former.objectNode();
    state.put("kind", "Rolling");
    ArrayNode turns = state.putArray("turns");
    turns.add(turn);
    return state;
  }
}
