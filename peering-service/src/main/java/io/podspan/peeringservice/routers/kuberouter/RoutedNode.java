package io.podspan.peeringservice.routers.kuberouter;

import java.util.Map;

/**
 * A node as it was listed.
 *
 * @param uid changes when the node is deleted and another one comes under its name
 * @param annotations those that routers read
 */
record RoutedNode(String uid, Map<String, String> annotations) {
  RoutedNode {
    annotations = Map.copyOf(annotations);
  }
}
