package io.podspan.probeservice.kubernetes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** Which pods ping and are pinged, as label selectors of Kubernetes. */
@ConfigMapping(prefix = "podspan.probe.pods")
public interface ProbePodSettings {
  String LABELLED = "podspan.io/probe=true";

  /** Of every cluster that has none of its own. */
  @WithDefault(LABELLED)
  String selector();

  /** By the name of the cluster. */
  Map<String, String> selectors();
}
