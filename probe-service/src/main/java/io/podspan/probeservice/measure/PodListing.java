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
   */
  record Listed(List<ProbePod> pods, int unfit) implements PodListing {
    public Listed {
      pods = List.copyOf(pods);
    }
  }

  /**
   * The cluster could not be asked.
   *
   * @param cause why not
   */
  record Unavailable(NotMeasured cause) implements PodListing {}
}
