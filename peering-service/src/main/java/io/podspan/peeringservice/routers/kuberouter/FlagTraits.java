package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.ClusterCidrs;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Quoted;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.RouterTraits;
import io.podspan.peeringservice.peering.router.RouterTraits.OffSubnet;
import java.util.List;
import java.util.Optional;

/**
 * What kube-router's flags say of what matters to other clusters. Pure.
 *
 * @param image of its container, for its release
 */
record FlagTraits(RouterFlags flags, String image) {
  private static final String OVERLAY = "--enable-overlay";
  private static final String OVERLAY_TYPE = "--overlay-type";
  private static final String CLUSTER_IPS = "--advertise-cluster-ip";
  private static final List<String> SERVICES =
      List.of(CLUSTER_IPS, "--advertise-external-ip", "--advertise-loadbalancer-ip");
  private static final String GRACEFUL = "--bgp-graceful-restart";
  private static final String RANGE = "--service-cluster-ip-range";
  private static final String ROUTER_ID = "--router-id";
  private static final Prefix DEFAULT_RANGE = Prefix.of("10.96.0.0/12");

  RouterTraits all() {
    return new RouterTraits(offSubnet(), announcesServices(), serviceRange(), needsGraceful());
  }

  private Answer<OffSubnet> offSubnet() {
    Optional<Boolean> overlay = flags.isOn(OVERLAY, true);
    if (overlay.isEmpty() || flags.isUnreadable(OVERLAY_TYPE)) {
      return unreadable(overlay.isEmpty() ? OVERLAY : OVERLAY_TYPE);
    }
    if (!overlay.get()) {
      return new Known<>(OffSubnet.DROPPED, "kube-router's flag " + OVERLAY + "=false");
    }
    return flags.value(OVERLAY_TYPE).filter("full"::equals).isPresent()
        ? new Known<>(OffSubnet.ALWAYS_TUNNELLED, "kube-router's flag " + OVERLAY_TYPE + "=full")
        : new Known<>(OffSubnet.TUNNELLED, "kube-router's " + OVERLAY + ", which is on");
  }

  private Answer<Boolean> announcesServices() {
    for (String flag : SERVICES) {
      Optional<Boolean> on = flags.isOn(flag, false);
      if (on.isEmpty()) {
        return unreadable(flag);
      }
      if (on.get()) {
        return new Known<>(true, "kube-router's flag " + flag);
      }
    }
    return new Known<>(false, "kube-router's flags --advertise-*-ip");
  }

  private Answer<List<Prefix>> serviceRange() {
    if (flags.isUnreadable(RANGE)) {
      return unreadable(RANGE);
    }
    List<String> texts = flags.list(RANGE);
    if (texts.isEmpty()) {
      return new Known<>(List.of(DEFAULT_RANGE), "kube-router's default without " + RANGE);
    }
    return ClusterCidrs.unreadable(texts).isEmpty()
        ? new Known<>(ClusterCidrs.readable(texts), "kube-router's flag " + RANGE)
        : unreadable(RANGE);
  }

  /** Releases before 2.7 have GoBGP 3, which then sends only to peers with the capability. */
  private Answer<Boolean> needsGraceful() {
    Optional<Boolean> on = flags.isOn(GRACEFUL, false);
    if (on.isEmpty()) {
      return unreadable(GRACEFUL);
    }
    if (!on.get()) {
      return new Known<>(false, "kube-router runs without " + GRACEFUL);
    }
    return Release.of(image)
        .<Answer<Boolean>>map(
            release ->
                new Known<>(release.isBefore(2, 7), "kube-router " + release + " with " + GRACEFUL))
        .orElseGet(() -> new Unknown<>("the image " + image + " does not say its release"));
  }

  /** As kube-router makes it: the node's address, unless the flag says more. */
  Answer<String> routerId(Node node) {
    IpAddress address = IpAddress.of(node.address());
    if (flags.last(ROUTER_ID).isEmpty() || flags.value(ROUTER_ID).filter(""::equals).isPresent()) {
      return address.family() == IpFamily.IPV4
          ? new Known<>(address.toString(), "the address of the node")
          : new Unknown<>("the node has an IPv6 address, and there is no flag " + ROUTER_ID);
    }
    Optional<String> value = flags.value(ROUTER_ID);
    if (value.isEmpty()) {
      return unreadable(ROUTER_ID);
    }
    if (value.get().equals("generate")) {
      return new Known<>(GeneratedRouterId.of(address), "kube-router's flag --router-id=generate");
    }
    return IpAddress.parse(value.get())
        .filter(id -> id.family() == IpFamily.IPV4)
        .<Answer<String>>map(id -> new Known<>(id.toString(), "kube-router's flag " + ROUTER_ID))
        .orElseGet(
            () ->
                new Unknown<>(
                    "kube-router's flag "
                        + ROUTER_ID
                        + " has the value "
                        + Quoted.of(value.get())
                        + ", which is no identifier"));
  }

  private static <T> Answer<T> unreadable(String flag) {
    return new Unknown<>("the value of kube-router's flag " + flag + " cannot be read");
  }
}
