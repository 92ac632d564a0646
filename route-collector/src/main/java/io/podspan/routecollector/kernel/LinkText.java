package io.podspan.routecollector.kernel;

import io.podspan.addresses.IpAddress;
import io.podspan.routecollector.route.NodeLinks.Address;
import io.podspan.routecollector.route.NodeLinks.Link;
import io.podspan.routecollector.router.OutputFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ip addr show} prints, of iproute2 and BusyBox. JSON is not asked for: BusyBox has
 * none. A node with thousands of pods has thousands of interfaces; those without an address are of
 * interest only when they are turned off.
 */
final class LinkText {
  private static final Pattern HEAD =
      Pattern.compile("\\d{1,9}:\\s+([^\\s:@]{1,32})(?:@[^\\s:]*)?:\\s+<([A-Z0-9_,-]*)>.*");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\s+inet6?\\s+([0-9a-fA-F.:]{1,45})(?:\\s+peer\\s+[^/\\s]+)?/(\\d{1,3})\\b.*");
  private static final int MOST_LINKS = 1_000;
  private static final int MOST_ADDRESSES = 100;

  private final List<Link> links = new ArrayList<>();
  private final List<Address> addresses = new ArrayList<>();
  private @Nullable String name;
  private Set<String> flags = Set.of();

  private LinkText() {}

  /**
   * The interfaces.
   *
   * @throws OutputFault when there is none in it
   */
  static List<Link> links(String text) throws OutputFault {
    LinkText reader = new LinkText();
    text.lines().forEach(reader::line);
    reader.close();
    if (reader.links.isEmpty()) {
      throw new OutputFault("ip addr printed no interface");
    }
    return List.copyOf(reader.links);
  }

  private void line(String line) {
    Matcher head = HEAD.matcher(line);
    if (head.matches()) {
      close();
      name = head.group(1);
      flags = Set.copyOf(Arrays.asList(head.group(2).split(",")));
    } else if (name != null && addresses.size() < MOST_ADDRESSES) {
      address(line).ifPresent(addresses::add);
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

  private void close() {
    boolean on = flags.contains("UP");
    if (name != null && (!addresses.isEmpty() || !on) && links.size() < MOST_LINKS) {
      links.add(new Link(name, on, on && !flags.contains("NO-CARRIER"), addresses));
    }
    name = null;
    addresses.clear();
  }
}
