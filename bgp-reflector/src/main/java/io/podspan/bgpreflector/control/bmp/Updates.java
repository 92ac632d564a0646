package io.podspan.bgpreflector.control.bmp;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageEncoder;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.Octets;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgp.wire.bmp.BmpEncoder;
import io.podspan.bgp.wire.bmp.BmpMessage;
import io.podspan.bgp.wire.bmp.PeerHeader;
import io.podspan.bgpreflector.control.bmp.LocRib.Told;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Encodes routes as route monitoring messages. */
final class Updates {
  /** With so many prefixes of 17 octets each and their attributes a message is never too long. */
  static final int MOST_PREFIXES = 100;

  private static final int LONGEST_ATTRIBUTES = 60_000;
  private static final WireOptions OPTIONS =
      new WireOptions(true, true, EnumSet.allOf(AddressFamily.class));

  private Updates() {}

  /**
   * Prefixes with the same attributes share a message. Those with attributes that no message has
   * room for are left out.
   *
   * @param told at most {@link #MOST_PREFIXES}
   */
  static List<byte[]> of(PeerHeader header, List<Told> told) {
    Map<AddressFamily, List<Prefix>> withdrawn = new LinkedHashMap<>();
    Map<PathAttributes, List<Prefix>> announced = new LinkedHashMap<>();
    for (Told each : told) {
      PathAttributes attributes = each.attributes();
      if (attributes == null) {
        AddressFamily family = AddressFamily.unicast(each.prefix().family());
        withdrawn.computeIfAbsent(family, _ -> new ArrayList<>()).add(each.prefix());
      } else if (attributes.length() <= LONGEST_ATTRIBUTES) {
        announced.computeIfAbsent(attributes, _ -> new ArrayList<>()).add(each.prefix());
      }
    }
    List<byte[]> messages = new ArrayList<>();
    withdrawn.forEach((_, some) -> messages.add(of(header, Message.Update.withdraw(nlri(some)))));
    announced.forEach(
        (attributes, some) ->
            messages.add(of(header, Message.Update.announce(attributes, nlri(some)))));
    return messages;
  }

  static byte[] endOfRib(PeerHeader header, AddressFamily family) {
    return of(header, Message.Update.endOfRib(family));
  }

  private static Nlri nlri(List<Prefix> prefixes) {
    return Nlri.of(prefixes.toArray(Prefix[]::new));
  }

  private static byte[] of(PeerHeader header, Message.Update update) {
    return BmpEncoder.encode(
        new BmpMessage.RouteMonitoring(header, Octets.of(MessageEncoder.encode(update, OPTIONS))));
  }
}
