package io.podspan.peeringservice.peering.network;

import io.podspan.peeringservice.peering.Reflector;

/** Whether one node reaches one reflector. */
public record NodeReach(String cluster, String node, Reflector reflector, Reach reach) {}
