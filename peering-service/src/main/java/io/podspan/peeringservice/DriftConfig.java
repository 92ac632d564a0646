package io.podspan.peeringservice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code podspan.drift.*}. */
@ConfigMapping(prefix = "podspan.drift")
public interface DriftConfig {
  /** How often a cluster is healed within an hour, at most; 0 for never. */
  @WithDefault("3")
  int healsPerHour();
}
