package io.podspan.probeservice.probe;

import java.util.List;

/** What a cluster says of its probe pods. */
public sealed interface PodListing {

  /**
   * @param pods those that run and have an address of the cluster's pod CIDRs
   * @param unfit how many more carry the label
   */
  record Listed(List<ProbePod> pods, int unfit) implements PodListing {
    public Listed {
      pods = List.copyOf(pods);
    }
  }

  /**
   * @param why for people, {@code the API of paris cannot be reached: ...}
   */
  record Unavailable(String why) implements PodListing {}
}
