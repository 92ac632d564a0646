package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.addresses.IpAddress;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A BGPPeer.
 *
 * @param address empty if it names none that can be read
 * @param port 179 if it names none
 * @param asn empty if it names none that can be read
 * @param node the one node that it is for; empty if it is for several
 * @param selector the nodes that it is for, as Calico reads it; empty if it names none
 * @param particulars the fields that make it another peer than a plain one of all nodes, {@code
 *     node}, {@code password}
 * @param ours whether it has our label
 * @param version its resource version
 * @param secret the Secret that its password is in; empty for none
 * @param filtered whether it names our BGPFilter, alone or beside others
 * @param whole all of it, if it is ours and for several nodes; null else
 */
record BgpPeer(
    String name,
    Optional<IpAddress> address,
    int port,
    Optional<Long> asn,
    String node,
    String selector,
    List<String> particulars,
    boolean ours,
    String version,
    String secret,
    boolean filtered,
    @Nullable WholePeer whole) {
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([^\\]]+)\\]|([0-9.]+))(?::(\\d{1,5}))?");

  private static final String PASSWORD = "password";
  private static final String OUR_FILTER = "[" + FilterRules.NAME + "]";

  /** Of these, those that we set ourselves. */
  private static final Set<String> OF_OURS = Set.of("node", "nodeSelector");

  /** Fields that change which nodes have the session, whether it comes up, or what it carries. */
  private static final List<String> THAT_MATTER =
      List.of(
          "node",
          "nodeSelector",
          "peerSelector",
          "localWorkloadSelector",
          PASSWORD,
          "filters",
          "keepOriginalNextHop",
          "nextHopMode",
          "sourceAddress",
          "reachableBy",
          "ttlSecurity",
          "localASNumber",
          "numAllowedLocalASNumbers",
          "reversePeering");

  BgpPeer {
    particulars = List.copyOf(particulars);
  }

  static BgpPeer of(GenericKubernetesResource object) {
    String peerIp = Spec.text(object, "peerIP").strip();
    Matcher parts = WITH_PORT.matcher(peerIp);
    Optional<IpAddress> address = IpAddress.parse(peerIp);
    int port = Reflector.BGP_PORT;
    if (address.isEmpty() && parts.matches()) {
      address = IpAddress.parse(parts.group(1) != null ? parts.group(1) : parts.group(2));
      port = parts.group(3) == null ? port : Integer.parseInt(parts.group(3));
    }
    String node = Spec.text(object, "node").strip();
    boolean ours = CalicoApi.interconnect(object).isPresent();
    return new BgpPeer(
        object.getMetadata().getName(),
        address,
        port,
        AsNumbers.read(Spec.text(object, "asNumber")),
        node,
        Spec.text(object, "nodeSelector").strip(),
        particulars(object),
        ours,
        Objects.requireNonNullElse(object.getMetadata().getResourceVersion(), ""),
        secret(object),
        Spec.field(object, "filters") instanceof List<?> filters
            && filters.contains(FilterRules.NAME),
        ours && node.isEmpty() ? WholePeer.of(object) : null);
  }

  private static String secret(GenericKubernetesResource object) {
    return Spec.field(object, "password") instanceof Map<?, ?> password
            && password.get("secretKeyRef") instanceof Map<?, ?> reference
            && reference.get("name") != null
        ? reference.get("name").toString()
        : "";
  }

  private static List<String> particulars(GenericKubernetesResource object) {
    List<String> particulars = new ArrayList<>();
    for (String field : THAT_MATTER) {
      if (!isUsual(field, Spec.text(object, field).strip())) {
        particulars.add(field);
      }
    }
    return particulars;
  }

  private static boolean isUsual(String field, String value) {
    return switch (field) {
      case "nodeSelector" -> value.isEmpty() || value.replace(" ", "").equals("all()");
      case "sourceAddress" -> value.isEmpty() || value.equals("UseNodeIP");
      case "nextHopMode" -> value.isEmpty() || value.equals("Auto");
      case "reversePeering" -> value.isEmpty() || value.equals("Auto");
      case "filters" -> value.isEmpty() || value.equals("[]") || value.equals(OUR_FILTER);
      case "numAllowedLocalASNumbers" -> value.isEmpty() || value.equals("0");
      case "keepOriginalNextHop" -> value.isEmpty() || value.equals("false");
      default -> value.isEmpty();
    };
  }

  boolean isAt(Reflector reflector) {
    return address.isPresent() && address.equals(IpAddress.parse(reflector.address()));
  }

  boolean is(Reflector reflector) {
    return isAt(reflector) && port == reflector.port();
  }

  /** Whether Calico makes the same sessions of both. */
  boolean isLike(BgpPeer other) {
    return address.equals(other.address)
        && port == other.port
        && asn.equals(other.asn)
        && node.equals(other.node)
        && selector.replace(" ", "").equals(other.selector.replace(" ", ""))
        && particulars.equals(other.particulars)
        && secret.equals(other.secret);
  }

  boolean hasPassword() {
    return particulars.contains(PASSWORD);
  }

  boolean isOfOneNode() {
    return !node.isEmpty();
  }

  /** Why this peer at the reflector's address is not the one that is wanted; empty if it is. */
  Optional<String> difference(Reflector reflector) {
    if (!asn.equals(Optional.of(reflector.asn()))) {
      return Optional.of(
          asn.map(n -> "has the AS number " + n).orElse("has no AS number that can be read")
              + ", not "
              + reflector.asn());
    }
    if (port != reflector.port()) {
      return Optional.of("has the port " + port + ", not " + reflector.port());
    }
    boolean keyed = reflector.keyed();
    if (keyed && !hasPassword()) {
      return Optional.of("has no password, and the reflector wants one");
    }
    List<String> odd =
        particulars.stream()
            .filter(field -> !ours || !OF_OURS.contains(field))
            .filter(field -> !keyed || !field.equals(PASSWORD))
            .toList();
    return odd.isEmpty()
        ? Optional.empty()
        : Optional.of("is not a plain peer of all nodes: it sets " + String.join(", ", odd));
  }

  /** As we write it. */
  String endpoint() {
    return address
        .map(a -> new Reflector(name, a.toString(), port, asn.orElse(0L)).endpoint())
        .orElse("");
  }
}
