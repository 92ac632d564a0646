package io.podspan.bgp.wire;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The five BGP messages (RFC 4271 section 4, RFC 2918). */
public sealed interface Message extends Decoded {

  /**
   * @param version 4, or what the peer thinks it should be
   * @param asn the two-octet field; {@link #AS_TRANS} from peers with a longer one
   * @param holdTime seconds, as offered
   * @param routerId the BGP identifier
   */
  record Open(int version, int asn, int holdTime, int routerId, Capabilities capabilities)
      implements Message {

    /** The AS number that counts: of the capability where there is one (RFC 6793, section 4.1). */
    public long effectiveAsn() {
      return capabilities.value(CapabilityType.FOUR_OCTET_AS).orElse(asn);
    }
  }

  /**
   * An UPDATE after RFC 7606 was applied: prefixes of a message that is treated as withdraw stand
   * among the withdrawn ones.
   *
   * @param routes what it says, family by family: one entry for each that it speaks of. Only an
   *     UPDATE that announces IPv4 routes in two places with two next hops has two for one family,
   *     with the withdrawals in the first
   * @param faults what was wrong with it, for counters and logs; at most {@link Faults#REMEMBERED}
   * @param endOfRib the family whose initial dump it ends (RFC 4724, section 2), mostly null
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
   * What an UPDATE says of one family. Withdrawals come first: a prefix in both lists is announced
   * (RFC 4271, section 4.3).
   *
   * @param attributes of the announced prefixes, null exactly when there are none
   */
  record Routes(
      AddressFamily family, Nlri withdrawn, @Nullable PathAttributes attributes, Nlri announced) {
    public Routes {
      if (withdrawn.isEmpty() && announced.isEmpty()) {
        throw new IllegalArgumentException("routes without a prefix");
      }
      if ((attributes == null) != announced.isEmpty()) {
        throw new IllegalArgumentException("attributes go with announced prefixes");
      }
      if (attributes != null && attributes.family() != announced.family()) {
        throw new IllegalArgumentException("next hop of " + attributes.family().text());
      }
    }
  }

  record Notification(int code, int subcode, Octets data) implements Message {
    /** In words, with the peer's own where it sent any. */
    public String describe() {
      String text = NotificationCode.describe(code, subcode);
      return communication().map(said -> text + " (\"" + said + "\")").orElse(text);
    }

    /** Why a session was shut down, in the words of who did it (RFC 9003). */
    public Optional<String> communication() {
      return ShutdownCommunication.of(this);
    }
  }

  record Keepalive() implements Message {
    public static final Keepalive INSTANCE = new Keepalive();
  }

  /**
   * @param subtype {@link #REQUEST}, or one of the marks around its answer (RFC 7313); what is none
   *     of them is to be ignored (section 5)
   */
  record RouteRefresh(int afi, int subtype, int safi) implements Message {
    public static final int REQUEST = 0;
    public static final int BEGIN = 1;
    public static final int END = 2;

    public static RouteRefresh of(AddressFamily family, int subtype) {
      return new RouteRefresh(family.afi(), subtype, family.safi());
    }

    /** Empty for a family that is not known here, whose requests are ignored (RFC 2918, 4). */
    public Optional<AddressFamily> family() {
      return AddressFamily.of(afi, safi);
    }
  }

  /** Stands for an AS number that does not fit two octets (RFC 6793, section 9). */
  int AS_TRANS = 23456;

  int OPEN = 1;
  int UPDATE = 2;
  int NOTIFICATION = 3;
  int KEEPALIVE = 4;
  int ROUTE_REFRESH = 5;
}
