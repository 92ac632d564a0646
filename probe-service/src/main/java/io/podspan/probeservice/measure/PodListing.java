package io.podspan.probeservice.measure;

import io.podspan.events.reason.NotMeasured;
import java.util.List;

/** The probe pods of a cluster. */
public sealed interface PodListing {

  /**
   * The cluster was asked.
   *
   * @param pods those that run and have an address of the cluster's pod CIDRs
   * @param unfit how many more carry the label
   * @param lostNodes nodes that are not Ready and have such pods
   */
  record Listed(List<ProbePod> pods, int unfit, List<String> lostNodes) implements PodListing {
    public Listed {
      pods = List.copyOf(pods);
      lostNodes = List.copyOf(lostNodes);
    }

    /** All nodes of its pods are Ready. */
    public Listed(List<ProbePod> pods, int unfit) {
      this(pods, unfit, List.of());
    }
  }

  /**
   * The cluster could not be asked.
   *
   * @param cause why not
   */
  record Unavailable(NotMeasured cause) implements PodListing {}
}
