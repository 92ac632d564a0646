package io.podspan.routecollector.route;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.events.reason.RouteReason;
import io.podspan.events.reason.RouteReason.AddressGone;
import io.podspan.events.reason.RouteReason.InterfaceDown;
import java.util.List;
import java.util.Optional;

/**
 * The interfaces of a node. The kernel takes routes away with the interface that they need, so what
 * is down is looked at before the routes are.
 *
 * @param own the address that the node should have
 */
public record NodeLinks(String own, List<Link> links) {

  /**
   * An interface.
   *
   * @param on whether it is turned on
   * @param carrier whether its other end is there
   */
  public record Link(String name, boolean on, boolean carrier, List<Address> addresses) {
    public Link {
      addresses = List.copyOf(addresses);
    }

    boolean up() {
      return on && carrier;
    }

    private boolean reaches(IpAddress address) {
      return addresses.stream().anyMatch(a -> a.subnet().contains(address));
    }
  }

  /**
   * An address of an interface.
   *
   * @param length of its subnet's prefix
   */
  public record Address(IpAddress address, int length) {
    Prefix subnet() {
      return Prefix.of(address, length);
    }
  }

  public NodeLinks {
    links = List.copyOf(links);
  }

  /** Whether an interface that is up has a subnet with this address. */
  boolean reach(String address) {
    return towards(address).stream().anyMatch(Link::up);
  }

  /** What is down on the way to this address, empty when nothing that is seen here. */
  public Optional<RouteReason> firstBreak(String address) {
    List<Link> towards = towards(address);
    if (towards.isEmpty()) {
      return hasItsOwnAddress() ? Optional.empty() : Optional.of(new AddressGone(own, turnedOff()));
    }
    return towards.stream().anyMatch(Link::up)
        ? Optional.empty()
        : Optional.of(down(address, towards.getFirst()));
  }

  private static RouteReason down(String address, Link link) {
    return new InterfaceDown(
        address, link.name(), link.on() ? InterfaceDown.NO_CARRIER : InterfaceDown.DOWN);
  }

  private List<Link> towards(String address) {
    return IpAddress.parse(address).stream()
        .flatMap(a -> links.stream().filter(link -> link.reaches(a)))
        .toList();
  }

  private boolean hasItsOwnAddress() {
    return IpAddress.parse(own)
        .filter(
            address ->
                links.stream()
                    .flatMap(link -> link.addresses().stream())
                    .noneMatch(a -> a.address().equals(address)))
        .isEmpty();
  }

  private List<String> turnedOff() {
    return links.stream()
        .filter(link -> !link.on())
        .map(Link::name)
        .limit(AddressGone.MOST)
        .toList();
  }
}
