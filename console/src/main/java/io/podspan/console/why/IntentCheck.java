package io.podspan.console.why;

import io.podspan.addresses.IpAddress;
import io.podspan.console.overview.InterconnectView;
import io.podspan.events.reason.PathReason;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the two ends are meant to reach each other. */
final class IntentCheck {
  private static final String NAME = "intent";

  private IntentCheck() {}

  static Stage of(Known known) {
    for (Place place : List.of(known.from(), known.to())) {
      if (!place.others().isEmpty()) {
        return Stage.fail(Direction.FORTH, NAME, ofSeveral(place), List.of());
      }
    }
    String from = known.from().cluster().name();
    String to = known.to().cluster().name();
    if (known.inOneCluster()) {
      return Stage.pass(
          Direction.FORTH,
          NAME,
          "both ends are in " + from + ", whose own network leads from one to the other",
          List.of());
    }
    return known.from().cluster().joinedWith().contains(to)
        ? Stage.pass(
            Direction.FORTH, NAME, from + " and " + to + " are joined by " + by(known), List.of())
        : Stage.fail(Direction.FORTH, NAME, notJoined(from, to), List.of());
  }

  private static String by(Known known) {
    return known.overview().interconnects().stream()
        .filter(view -> view.clusters().contains(known.from().cluster().name()))
        .filter(view -> view.clusters().contains(known.to().cluster().name()))
        .map(InterconnectView::name)
        .collect(Collectors.joining(", "));
  }

  private static Cause notJoined(String from, String to) {
    return new Cause(
        "not-joined",
        "no interconnect joins " + from + " and " + to,
        "Declare one: podspan interconnects declare NAME --clusters "
            + from
            + ","
            + to
            + " --reflector NAME=ADDRESS:PORT.");
  }

  private static Cause ofSeveral(Place place) {
    return place.end() instanceof End.Address(IpAddress address)
            && !Places.hasPod(place.cluster(), address)
        ? Cause.of(new PathReason.ServiceIpOverlap(address.toString(), claimants(place)))
        : claimed(place);
  }

  private static List<String> claimants(Place place) {
    return Stream.concat(Stream.of(place.cluster().name()), place.others().stream()).toList();
  }

  private static Cause claimed(Place place) {
    List<String> others = place.others();
    return new Cause(
        "address-of-several-clusters",
        place.name()
            + " is in the CIDRs of "
            + place.cluster().name()
            + " and of "
            + String.join(", ", others)
            + ", so it does not say which of them is meant",
        "Name the pod or the Service instead. Clusters that are joined need CIDRs that do not"
            + " overlap.");
  }
}
