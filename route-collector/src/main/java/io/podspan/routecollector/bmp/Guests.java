package io.podspan.routecollector.bmp;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who may connect: the nodes of registered clusters, and the networks of the settings.
 *
 * @param networks addresses count as networks of one
 * @param isNode whether a node has the address
 */
record Guests(List<Prefix> networks, Predicate<IpAddress> isNode) {
  Guests {
    networks = List.copyOf(networks);
  }

  /**
   * @throws IllegalArgumentException of a text that is neither a network nor an address
   */
  static Guests of(List<String> texts, Predicate<IpAddress> isNode) {
    return new Guests(texts.stream().map(text -> network(text.strip())).toList(), isNode);
  }

  private static Prefix network(String text) {
    return Prefix.parse(text)
        .or(() -> IpAddress.parse(text).map(IpAddress::asPrefix))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "podspan.collector.bmp.from: \""
                        + text
                        + "\" is neither a network nor an address. Write 198.51.100.0/24 or"
                        + " 198.51.100.7."));
  }

  boolean admits(IpAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address)) || isNode.test(address);
  }
}
