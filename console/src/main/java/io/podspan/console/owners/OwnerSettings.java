package io.podspan.console.owners;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/**
 * Where the other services are, as {@code http://probe-service:8080}; unset: they are not asked.
 */
@ConfigMapping(prefix = "podspan.console.owners")
public interface OwnerSettings {

  Optional<String> probeService();

  Optional<String> routeCollector();

  /** Each reflector by its name, as {@code rr1=http://bgp-reflector:8080}. */
  Optional<List<String>> reflectors();
}
