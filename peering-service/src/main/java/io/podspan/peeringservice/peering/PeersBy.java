package io.podspan.peeringservice.peering;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a router that knows both has its peers. */
public enum PeersBy {
  /** In the flags of its DaemonSet: the same peers on all nodes. */
  FLAGS,
  /** In annotations of its node. */
  ANNOTATIONS;

  /** As REST bodies have it: {@code annotations}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty if there is none of this text. */
  public static Optional<PeersBy> of(String text) {
    return Arrays.stream(values()).filter(by -> by.text().equals(text)).findFirst();
  }
}
