package io.podspan.probeservice.measure;

import io.podspan.addresses.IpAddress;
import io.podspan.events.reason.NotMeasured.ProberBusy;

/** What a pod saw of a connection from another pod. */
public sealed interface SourceView {
  /** The connection came with this source address. */
  record Seen(IpAddress source) implements SourceView {}

  /**
   * It could not be seen.
   *
   * @param why why not, for people: a clause
   */
  record Unseen(String why) implements SourceView {}

  /**
   * No pod was asked, for a reason of this service alone: it says nothing of the clusters.
   *
   * @param cause why not
   */
  record NotAsked(ProberBusy cause) implements SourceView {}
}
