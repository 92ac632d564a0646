package io.podspan.probeservice.kubernetes;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.regex.Pattern;

/** The pods that ping and are pinged, by cluster: those with a label of ours, or others. */
@Singleton
public class PodSelectors {
  /** {@code app=web,tier!=cache,!old,stage in (a,b)}: the API server knows the whole grammar. */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9!][A-Za-z0-9._/=!,() -]{0,500}");

  private final String usual;
  private final Map<String, String> ofClusters;

  @Inject
  public PodSelectors(ProbePodSettings settings) {
    this(settings.selector(), settings.selectors());
  }

  /**
   * @throws IllegalArgumentException where one of them is no selector: an empty one would take all
   *     pods of a cluster
   */
  PodSelectors(String usual, Map<String, String> ofClusters) {
    this.usual = checked("podspan.probe.pods.selector", usual);
    this.ofClusters = Map.copyOf(ofClusters);
    ofClusters.forEach((cluster, text) -> checked("podspan.probe.pods.selectors." + cluster, text));
  }

  private static String checked(String setting, String selector) {
    if (!FORM.matcher(selector).matches()) {
      throw new IllegalArgumentException(
          setting
              + " is no label selector of Kubernetes; write it as "
              + ProbePodSettings.LABELLED
              + " or app=web,tier=front");
    }
    return selector;
  }

  String of(String cluster) {
    return ofClusters.getOrDefault(cluster, usual);
  }
}
