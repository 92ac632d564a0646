package io.podspan.bgp.wire;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The five BGP messages (RFC 4271 section 4, RFC 2918). */
public sealed interface Message extends Decoded {

  /**
   * @param version 4 in BGP-4
   * @param asn the field of two octets; {@link #AS_TRANS} if the AS number needs four
   * @param holdTime seconds, as offered
   * @param routerId the BGP identifier
   */
  record Open(int version, int asn, int holdTime, int routerId, Capabilities capabilities)
      implements Message {

    /** From the capability if there is one, else from the field (RFC 6793, section 4.1). */
    public long effectiveAsn() {
      return capabilities.value(CapabilityType.FOUR_OCTET_AS).orElse(asn);
    }
  }

  /**
   * An UPDATE after RFC 7606 was applied. If it is treated as withdraw, all its prefixes are among
   * the withdrawn ones.
   *
   * @param routes one entry for each family of the message. There are two for IPv4 only if the
   *     message announces IPv4 routes in both places with different next hops; then the first has
   *     the withdrawals
   * @param faults what was wrong with it, for counters and logs; at most {@link Faults#REMEMBERED}
   * @param endOfRib the family whose initial routes are complete (RFC 4724, section 2); null for
   *     every other UPDATE
   */
  record Update(List<Routes> routes, List<UpdateFault> faults, @Nullable AddressFamily endOfRib)
      implements Message {
    public Update {
      routes = List.copyOf(routes);
      faults = List.copyOf(faults);
    }

    public static Update announce(PathAttributes attributes, Nlri announced) {
      return of(new Routes(announced.family(), Nlri.NONE, attributes, announced));
    }

    public static Update withdraw(Nlri withdrawn) {
      return of(new Routes(withdrawn.family(), withdrawn, null, Nlri.NONE));
    }

    public static Update endOfRib(AddressFamily family) {
      return new Update(List.of(), List.of(), family);
    }

    private static Update of(Routes routes) {
      return new Update(List.of(routes), List.of(), null);
    }
  }

  /**
   * The routes of one family in an UPDATE. Withdrawals are applied first: a prefix in both lists is
   * announced (RFC 4271, section 4.3).
   *
   * @param attributes of the announced prefixes, null exactly when there are none
   */
  record Routes(
      AddressFamily family, Nlri withdrawn, @Nullable PathAttributes attributes, Nlri announced) {
    public Routes {
      if (withdrawn.isEmpty() && announced.isEmpty()) {
        throw new IllegalArgumentException("neither a withdrawn nor an announced prefix");
      }
      if ((attributes == null) != announced.isEmpty()) {
        throw new IllegalArgumentException(
            "an UPDATE has attributes if and only if it announces prefixes");
      }
      if (attributes != null && attributes.family() != announced.family()) {
        throw new IllegalArgumentException("next hop of " + attributes.family().text());
      }
    }
  }

  record Notification(int code, int subcode, Octets data) implements Message {
    /** The code as text, and the message of the sender if there is one. */
    public String describe() {
      String text = NotificationCode.describe(code, subcode) + resetFor();
      return communication().map(said -> text + " (\"" + said + "\")").orElse(text);
    }

    /** What a hard reset was made for (RFC 8538, section 3.1). */
    private String resetFor() {
      return NotificationCode.HARD_RESET.matches(this) && data.length() >= 2
          ? ": " + NotificationCode.describe(data.at(0) & 0xff, data.at(1) & 0xff)
          : "";
    }

    /** The reason that an operator gave for a shutdown or reset (RFC 9003). */
    public Optional<String> communication() {
      return ShutdownCommunication.of(this);
    }
  }

  record Keepalive() implements Message {
    public static final Keepalive INSTANCE = new Keepalive();
  }

  /**
   * @param subtype {@link #REQUEST}, {@link #BEGIN} or {@link #END} (RFC 7313); receivers ignore
   *     any other (section 5)
   */
  record RouteRefresh(int afi, int subtype, int safi) implements Message {
    public static final int REQUEST = 0;
    public static final int BEGIN = 1;
    public static final int END = 2;

    public static RouteRefresh of(AddressFamily family, int subtype) {
      return new RouteRefresh(family.afi(), subtype, family.safi());
    }

    /** Empty for an unknown family. Requests for it are ignored (RFC 2918, section 4). */
    public Optional<AddressFamily> family() {
      return AddressFamily.of(afi, safi);
    }
  }

  /** Replaces an AS number that needs four octets (RFC 6793, section 9). */
  int AS_TRANS = 23456;

  int OPEN = 1;
  int UPDATE = 2;
  int NOTIFICATION = 3;
  int KEEPALIVE = 4;
  int ROUTE_REFRESH = 5;
}
