package io.podspan.peeringservice;

import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * {@code podspan.rollout.*}. {@link io.podspan.peeringservice.peering.rollout.RolloutPolicy} says
 * what each means.
 */
@ConfigMapping(prefix = "podspan.rollout")
public interface RolloutConfig {
  @WithDefault("60s")
  Duration gateTimeout();

  @WithDefault("60s")
  Duration routeTimeout();

  @WithDefault("30s")
  Duration probeTimeout();

  @WithDefault("2s")
  Duration routerGateTimeout();

  @WithDefault("120s")
  Duration restartTimeout();

  @WithDefault("20s")
  Duration checkTimeout();

  @WithDefault("60s")
  Duration apiTimeout();

  @WithDefault("10s")
  Duration leaveTimeout();

  @WithDefault("stop")
  RolloutPolicy.UnreadRoutes unreadRoutes();

  @WithDefault("true")
  boolean rollbackOnFailure();
}
