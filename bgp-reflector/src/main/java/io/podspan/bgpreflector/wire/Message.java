package io.podspan.bgpreflector.wire;

import java.util.List;
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
      return capabilities.fourOctetAsn().orElse(asn);
    }
  }

  /**
   * An UPDATE after RFC 7606 was applied: prefixes of a message that is treated as withdraw stand
   * in {@code withdrawn}.
   *
   * @param attributes of the announced prefixes, null exactly when there are none
   * @param faults what was wrong with it, for counters and logs
   */
  record Update(
      Nlri withdrawn, @Nullable PathAttributes attributes, Nlri announced, List<UpdateFault> faults)
      implements Message {
    public Update {
      faults = List.copyOf(faults);
      if ((attributes == null) != announced.isEmpty()) {
        throw new IllegalArgumentException("attributes go with announced prefixes");
      }
    }

    public static Update announce(PathAttributes attributes, Nlri announced) {
      return new Update(Nlri.NONE, attributes, announced, List.of());
    }

    public static Update withdraw(Nlri withdrawn) {
      return new Update(withdrawn, null, Nlri.NONE, List.of());
    }

    /** The empty UPDATE that ends an initial dump of IPv4 unicast (RFC 4724, section 2). */
    public boolean isEndOfRib() {
      return withdrawn.isEmpty() && announced.isEmpty() && faults.isEmpty();
    }
  }

  record Notification(int code, int subcode, Octets data) implements Message {
    public String describe() {
      return NotificationCode.describe(code, subcode);
    }
  }

  record Keepalive() implements Message {
    public static final Keepalive INSTANCE = new Keepalive();
  }

  /**
   * @param subtype 0 for a plain request (RFC 2918), 1 and 2 for the marks of RFC 7313
   */
  record RouteRefresh(int afi, int subtype, int safi) implements Message {}

  /** Stands for an AS number that does not fit two octets (RFC 6793, section 9). */
  int AS_TRANS = 23456;

  int OPEN = 1;
  int UPDATE = 2;
  int NOTIFICATION = 3;
  int KEEPALIVE = 4;
  int ROUTE_REFRESH = 5;
}
