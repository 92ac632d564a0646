package io.podspan.routecollector.check;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The hardware addresses of a node's interfaces: what {@code ip addr show} prints. */
final class HardwareAddresses {
  /** A node with more is not known: some may lack, and what lacks would be taken for another's. */
  private static final int MOST = 500;

  private static final Pattern ETHER =
      Pattern.compile(" +link/ether ([0-9a-f]{2}(?::[0-9a-f]{2}){5})\\b.*");

  private HardwareAddresses() {}

  /** Empty when they are not known. */
  static List<String> of(Sections.@Nullable Section addresses) {
    List<String> macs =
        (addresses == null ? Stream.<String>empty() : addresses.lines().stream())
            .map(ETHER::matcher)
            .filter(Matcher::matches)
            .map(ether -> ether.group(1))
            .distinct()
            .limit(MOST + 1)
            .toList();
    return macs.size() > MOST ? List.of() : macs;
  }
}
