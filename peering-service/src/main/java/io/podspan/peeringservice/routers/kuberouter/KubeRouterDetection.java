package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.ClusterCidrs;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.kubernetes.Placements;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.RouterFacts;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.DecimalAsn;
import io.podspan.peeringservice.peering.Quoted;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What kube-router's DaemonSets and flags say of a cluster. Pure. */
final class KubeRouterDetection {
  /** kube-router's own, without the flag or with 0. */
  private static final long DEFAULT_ASN = 64512;

  private static final String ASN = "--cluster-asn";
  private static final String FULL_MESH = "--nodes-full-mesh";
  private static final String ASN_ANNOTATION = "kube-router.io/node.asn";
  private static final String SERVICES = "--service-cluster-ip-range";

  /** kube-router takes the pod CIDRs of a node from here before it looks at the node's spec. */
  private static final List<String> CIDR_ANNOTATIONS =
      List.of("kube-router.io/pod-cidrs", "kube-router.io/pod-cidr");

  private KubeRouterDetection() {}

  /** All DaemonSets of the cluster that run kube-router as a router. */
  static List<RouterDaemonSet> routers(List<DaemonSet> sets) {
    return sets.stream()
        .map(RouterDaemonSet::find)
        .flatMap(Optional::stream)
        .filter(KubeRouterDetection::routes)
        .toList();
  }

  /** A flag that cannot be read does not make it silent. */
  private static boolean routes(RouterDaemonSet set) {
    return set.effective().isOn("--run-router", true).orElse(true);
  }

  static Detection detect(List<DaemonSet> sets) {
    List<RouterDaemonSet> routers = routers(sets);
    if (!routers.isEmpty()) {
      return Detection.of(found(routers));
    }
    return Detection.none(silent(sets));
  }

  /** Those that run kube-router for something else, a sentence each. */
  private static List<String> silent(List<DaemonSet> sets) {
    return sets.stream()
        .map(RouterDaemonSet::find)
        .flatMap(Optional::stream)
        .map(set -> "kube-router in " + set.shown() + " does not speak BGP (--run-router=false).")
        .toList();
  }

  /** What is wrong with a cluster that had a router when it was registered. */
  static ClusterFault noRouter(List<DaemonSet> sets) {
    List<String> silent = silent(sets);
    return silent.isEmpty()
        ? new ClusterFault.Unsupported(
            "No DaemonSet of the cluster runs kube-router any more.",
            "Install kube-router again, or remove the cluster and register it anew.")
        : new ClusterFault.Unsupported(
            "No router of the cluster speaks BGP any more. " + String.join(" ", silent),
            "Run it with --run-router=true, then try again.");
  }

  private static FoundRouter found(List<RouterDaemonSet> routers) {
    RouterDaemonSet set = routers.getFirst();
    RouterFlags flags = set.effective();
    List<Violation> faults = new ArrayList<>();
    if (routers.size() > 1) {
      faults.add(several(routers));
    }
    set.unreadable().ifPresent(why -> faults.add(unreadable(set, why)));
    Sourced<Long> asn = asn(set, flags, faults);
    return new FoundRouter(
        KubeRouterDriver.KIND,
        DaemonSets.version(set.container().getImage()).orElse(null),
        asn,
        new Sourced<>(List.of(), "not known"),
        services(set, flags, faults),
        Map.of(),
        new RouterFacts(
            set.shown(),
            mesh(flags),
            faults,
            Placements.of(set.object()),
            CIDR_ANNOTATIONS,
            List.of(),
            ownAsnPerNode(flags) ? ASN_ANNOTATION : ""));
  }

  /** Without a full mesh kube-router starts BGP only where the node's annotation has its number. */
  private static boolean ownAsnPerNode(RouterFlags flags) {
    return !flags.isOn(FULL_MESH, true).orElse(true);
  }

  private static Violation several(List<RouterDaemonSet> routers) {
    return new Violation(
        "several-routers",
        "cni",
        "Several DaemonSets run kube-router as a router: "
            + routers.stream().map(RouterDaemonSet::shown).collect(Collectors.joining(", "))
            + ". Podspan changes one DaemonSet of a cluster.",
        "Run the routers of all nodes in one DaemonSet.");
  }

  private static Violation unreadable(RouterDaemonSet set, String why) {
    return new Violation(
        "router-flags-unreadable",
        "cni",
        "The flags of the DaemonSet " + set.shown() + " cannot be read: " + why + ".",
        "Write each flag as an element of its own into args.");
  }

  /** 0, and a fault, if it cannot be read. */
  private static Sourced<Long> asn(RouterDaemonSet set, RouterFlags flags, List<Violation> faults) {
    Optional<RouterFlags.Occurrence> said = flags.last(ASN);
    if (said.isEmpty()) {
      return new Sourced<>(DEFAULT_ASN, "kube-router's default");
    }
    String text = said.get().value();
    Optional<Long> number = said.get().readable() ? asn(text) : Optional.empty();
    if (number.isEmpty()) {
      faults.add(
          new Violation(
              "asn-unreadable",
              "asn",
              "The flag "
                  + ASN
                  + " of the DaemonSet "
                  + set.shown()
                  + " has the value "
                  + Quoted.of(text)
                  + ", which is not an AS number that Podspan can read.",
              "Write the number there, or give asn at the registration of the cluster."));
      return new Sourced<>(0L, "not readable");
    }
    return number.get() == 0
        ? new Sourced<>(DEFAULT_ASN, "kube-router's default")
        : new Sourced<>(number.get(), "kube-router's flag " + ASN);
  }

  private static Optional<Long> asn(String text) {
    return text.equals("0") ? Optional.of(0L) : DecimalAsn.read(text);
  }

  private static Sourced<List<Prefix>> services(
      RouterDaemonSet set, RouterFlags flags, List<Violation> faults) {
    List<String> texts = flags.list(SERVICES);
    List<String> lost = ClusterCidrs.unreadable(texts);
    if (!lost.isEmpty()) {
      faults.add(
          new Violation(
              "unreadable-cidr",
              "serviceCidrs",
              "The flag "
                  + SERVICES
                  + " of the DaemonSet "
                  + set.shown()
                  + " names "
                  + Quoted.of(lost.getFirst())
                  + ", which is not a CIDR.",
              "Correct it, or give serviceCidrs at the registration of the cluster."));
    }
    return new Sourced<>(ClusterCidrs.readable(texts), "kube-router's flag " + SERVICES);
  }

  /** Nodes peer with each other only with iBGP, and all with all unless that is off. */
  private static @org.jspecify.annotations.Nullable Boolean mesh(RouterFlags flags) {
    Optional<Boolean> ibgp = flags.isOn("--enable-ibgp", true);
    Optional<Boolean> full = flags.isOn(FULL_MESH, true);
    return (ibgp.isEmpty() || full.isEmpty()) ? null : (ibgp.get() && full.get());
  }
}
