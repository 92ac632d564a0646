package io.podspan.peeringservice.kubernetes;

import io.podspan.addresses.IpAddress;
import io.podspan.peeringservice.peering.network.NodeLinks.Address;
import io.podspan.peeringservice.peering.network.NodeLinks.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ip addr show} prints, of iproute2 and of BusyBox: JSON is not asked for, because
 * BusyBox has none. What is not understood is left out.
 */
final class LinkListing {
  static final String[] COMMAND = {"ip", "addr", "show"};

  /** A node has few that matter; one with thousands of pods has thousands. */
  private static final int MOST_LINKS = 10_000;

  private static final int MOST_ADDRESSES = 100;

  private static final Pattern HEAD =
      Pattern.compile("^\\d{1,9}:\\s+([^\\s:@]{1,32})(?:@[^\\s:]*)?:.*\\bmtu (\\d{1,9})\\b.*");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "^\\s+inet6?\\s+([0-9a-fA-F.:]{1,45})(?:\\s+peer\\s+[^/\\s]+)?/(\\d{1,3})\\b.*");

  private LinkListing() {}

  /** All that have an address. */
  static List<Link> parse(String printed) {
    List<Link> links = new ArrayList<>();
    String name = "";
    int mtu = 0;
    List<Address> addresses = new ArrayList<>();
    for (String line : (Iterable<String>) printed.lines()::iterator) {
      Matcher head = HEAD.matcher(line);
      if (head.matches()) {
        keep(links, name, mtu, addresses);
        name = head.group(1);
        mtu = Integer.parseInt(head.group(2));
        addresses = new ArrayList<>();
      } else if (addresses.size() < MOST_ADDRESSES) {
        address(line).ifPresent(addresses::add);
      }
    }
    keep(links, name, mtu, addresses);
    return links;
  }

  private static void keep(List<Link> links, String name, int mtu, List<Address> addresses) {
    if (!name.isEmpty() && !addresses.isEmpty() && links.size() < MOST_LINKS) {
      links.add(new Link(name, mtu, addresses));
    }
  }

  private static Optional<Address> address(String line) {
    Matcher parts = ADDRESS.matcher(line);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int length = Integer.parseInt(parts.group(2));
    return IpAddress.parse(parts.group(1))
        .filter(address -> length <= address.family().bits())
        .map(address -> new Address(address, length));
  }
}
