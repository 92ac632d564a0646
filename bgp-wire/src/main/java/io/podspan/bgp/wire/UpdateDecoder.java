package io.podspan.bgp.wire;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.Message.Routes;
import io.podspan.bgp.wire.Message.Update;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes the body of an UPDATE (RFC 4271, section 4.3) with the error handling of RFC 7606. */
final class UpdateDecoder {
  private static final AddressFamily IPV4 = AddressFamily.IPV4_UNICAST;

  private final byte[] in;
  private final WireOptions options;
  private final AttributesDecoder attributes;

  UpdateDecoder(byte[] in, WireOptions options, InputRules rules) {
    this.in = in;
    this.options = options;
    this.attributes = new AttributesDecoder(in, options, rules);
  }

  /** The body has at least four octets: {@link FrameHeader} has checked that. */
  Decoded decode(int from, int to) {
    int withdrawnEnd = from + 2 + Bytes.shortAt(in, from);
    if (withdrawnEnd + 2 > to) {
      return malformedList("the withdrawn routes are longer than the message");
    }
    int attributesStart = withdrawnEnd + 2;
    int attributesEnd = attributesStart + Bytes.shortAt(in, withdrawnEnd);
    if (attributesEnd > to) {
      return malformedList("the path attributes are longer than the message");
    }
    Nlri withdrawn = Nlri.read(IPV4, in, from + 2, withdrawnEnd);
    Nlri announced = Nlri.read(IPV4, in, attributesEnd, to);
    if (withdrawn == null || announced == null) {
      return Malformed.of(NotificationCode.INVALID_NETWORK_FIELD, "a prefix is malformed");
    }
    attributes.decode(attributesStart, attributesEnd);
    attributes.requireMandatory(!announced.isEmpty());
    return judge(withdrawn, announced);
  }

  /** The strongest error decides (RFC 7606, section 3(h)). */
  private Decoded judge(Nlri withdrawn, Nlri announced) {
    Faults faults = attributes.faults();
    Malformed reset = faults.reset();
    if (reset != null) {
      return reset;
    }
    boolean reachable = !announced.isEmpty() || attributes.reach() != null;
    if (faults.treatAsWithdraw() && !reachable) {
      // RFC 7606, section 5.2: without reachable NLRI it is unknown which routes are affected.
      return malformedList("malformed attributes in an UPDATE without reachable NLRI");
    }
    boolean ipv4 = options.carries(IPV4);
    List<Routes> routes =
        faults.treatAsWithdraw()
            ? allWithdrawn(ipv4 ? withdrawn.with(announced) : Nlri.NONE)
            : routes(ipv4 ? withdrawn : Nlri.NONE, ipv4 ? announced : Nlri.NONE);
    boolean nothing = withdrawn.isEmpty() && announced.isEmpty() && routes.isEmpty();
    return new Update(routes, faults.list(), nothing ? endOfRib() : null);
  }

  /** RFC 4724, section 2: an empty UPDATE, or one with only an MP_UNREACH_NLRI without routes. */
  private @Nullable AddressFamily endOfRib() {
    if (attributes.count() == 0) {
      return options.carries(IPV4) ? IPV4 : null;
    }
    MultiprotocolNlri unreach = attributes.unreach();
    return attributes.count() == 1 && unreach != null ? unreach.family() : null;
  }

  private List<Routes> allWithdrawn(Nlri ipv4) {
    return listed(
        withdrawn(ipv4.with(mpWithdrawn(IPV4)).with(mpAnnounced(IPV4))),
        withdrawn(
            mpWithdrawn(AddressFamily.IPV6_UNICAST).with(mpAnnounced(AddressFamily.IPV6_UNICAST))));
  }

  private static @Nullable Routes withdrawn(Nlri nlri) {
    return nlri.isEmpty() ? null : new Routes(nlri.family(), nlri, null, Nlri.NONE);
  }

  private List<Routes> routes(Nlri withdrawn, Nlri announced) {
    if (attributes.reach() == null && attributes.unreach() == null) {
      return listed(fields(withdrawn, announced), null);
    }
    Routes first = fields(withdrawn.with(mpWithdrawn(IPV4)), announced);
    return listed(first, multiprotocol());
  }

  /** The routes in the fields of RFC 4271. */
  private @Nullable Routes fields(Nlri withdrawn, Nlri announced) {
    if (announced.isEmpty()) {
      return withdrawn(withdrawn);
    }
    return new Routes(IPV4, withdrawn, attributes.attributes(null), announced);
  }

  /** The routes in the attributes of RFC 4760, without IPv4 withdrawals. */
  private @Nullable Routes multiprotocol() {
    Nlri withdrawn = mpWithdrawn(AddressFamily.IPV6_UNICAST);
    MultiprotocolNlri reach = attributes.reach();
    if (reach == null || reach.nlri().isEmpty()) {
      return withdrawn(withdrawn);
    }
    if (reach.nlri().family() == IPV4) {
      PathAttributes own =
          attributes
              .attributes(null)
              .withNextHop(IpAddress.ofIpv4(Bytes.intAt(reach.nextHop(), 0)));
      return new Routes(IPV4, Nlri.NONE, own, reach.nlri());
    }
    PathAttributes own = attributes.attributes(reach.nextHop());
    return new Routes(AddressFamily.IPV6_UNICAST, withdrawn, own, reach.nlri());
  }

  private Nlri mpWithdrawn(AddressFamily family) {
    return of(family, attributes.unreach());
  }

  private Nlri mpAnnounced(AddressFamily family) {
    return of(family, attributes.reach());
  }

  private static Nlri of(AddressFamily family, @Nullable MultiprotocolNlri found) {
    return found != null && found.family() == family ? found.nlri() : Nlri.NONE;
  }

  private static List<Routes> listed(@Nullable Routes first, @Nullable Routes second) {
    if (first == null) {
      return second == null ? List.of() : List.of(second);
    }
    return second == null ? List.of(first) : List.of(first, second);
  }

  private static Malformed malformedList(String why) {
    return Malformed.of(NotificationCode.MALFORMED_ATTRIBUTE_LIST, why);
  }
}
