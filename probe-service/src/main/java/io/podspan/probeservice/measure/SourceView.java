package io.podspan.probeservice.measure;

import io.podspan.addresses.IpAddress;

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
}
