package io.podspan.routecollector.change;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of what changed is kept. */
@ConfigMapping(prefix = "podspan.collector.changes")
public interface ChangeSettings {

  /** For how long. */
  @WithDefault("24h")
  Duration keep();

  /** How many rows at most: one for each look at a node that found something else. */
  @WithDefault("100000")
  int rows();

  /** How many megabytes of text at most: a row may have thousands of lines. */
  @WithDefault("256")
  int megabytes();
}
