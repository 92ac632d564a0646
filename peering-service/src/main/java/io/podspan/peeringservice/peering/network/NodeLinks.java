package io.podspan.peeringservice.peering.network;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import java.util.List;
import java.util.Optional;

/** The network interfaces of one node. */
public record NodeLinks(String cluster, String node, Links links) {

  /** What the node said. */
  public sealed interface Links {}

  /** All its interfaces. */
  public record Seen(List<Link> all) implements Links {
    public Seen {
      all = List.copyOf(all);
    }

    /** The interface that has this address, and its subnet there. */
    public Optional<At> at(IpAddress address) {
      for (Link link : all) {
        for (Address own : link.addresses()) {
          if (own.address().equals(address)) {
            return Optional.of(new At(link, Prefix.of(address, own.length())));
          }
        }
      }
      return Optional.empty();
    }
  }

  /**
   * @param why a clause for people: {@code no router pod runs there}
   */
  public record Unread(String why) implements Links {}

  /**
   * An interface.
   *
   * @param name {@code eth0}
   * @param mtu the largest packet that it sends, in octets
   */
  public record Link(String name, int mtu, List<Address> addresses) {
    public Link {
      addresses = List.copyOf(addresses);
    }
  }

  /** An address with the length of its subnet. */
  public record Address(IpAddress address, int length) {}

  /** Where an address was found. */
  public record At(Link link, Prefix subnet) {}
}
