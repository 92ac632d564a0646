package io.podspan.peeringservice.routers.kuberouter;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FlagReadingTest {
  private static final Cluster PARIS = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
  private static final Aim JOIN =
      new Aim("europe", PARIS, List.of(), List.of(REFLECTOR), List.of());
  private static final Aim LEAVE =
      new Aim("europe", PARIS, List.of(), List.of(), List.of(REFLECTOR));

  private static FlagReading reading(List<String> flags) {
    return new FlagReading(
        "kube-system",
        "kube-router",
        "kube-router",
        "args",
        List.of(),
        flags,
        Map.of(),
        null,
        "{\"type\":\"OnDelete\"}",
        "docker.io/cloudnativelabs/kube-router:v2.1.0",
        List.of(),
        Map.of(),
        true,
        "",
        FlagReading.KeysThere.NONE);
  }

  private static RouterChange change(Planning planning) {
    return ((Planned) planning).change();
  }

  @Test
  void plansTheExactFlagsOfAJoin() {
    assertThat(change(reading(Samples.FLAGS).plan(JOIN)).diff())
        .containsExactly("+ --peer-router-ips=192.0.2.1", "+ --peer-router-asns=64512");
  }

  @Test
  void plansTheExactFlagsOfALeave() {
    List<String> joined = FlagChange.of(change(reading(Samples.FLAGS).plan(JOIN))).wanted();
    assertThat(change(reading(joined).plan(LEAVE)).diff())
        .containsExactly("- --peer-router-ips=192.0.2.1", "- --peer-router-asns=64512");
    assertThat(change(reading(Samples.FLAGS).plan(LEAVE)).isEmpty()).isTrue();
  }

  private static Aim swap(Reflector former, Reflector wanted) {
    return new Aim("europe", PARIS, List.of(), List.of(wanted), List.of(former));
  }

  @Test
  void oneReflectorTakesThePlaceOfAnotherInOneChange() {
    List<String> joined = FlagChange.of(change(reading(Samples.FLAGS).plan(JOIN))).wanted();
    Reflector other = new Reflector("other", "192.0.2.9", 179, 64513);
    RouterChange swapped = change(reading(joined).plan(swap(REFLECTOR, other)));
    assertThat(FlagChange.of(swapped).wanted())
        .endsWith("--peer-router-ips=192.0.2.9", "--peer-router-asns=64513")
        .noneMatch(flag -> flag.contains("192.0.2.1"));
    List<String> back = FlagChange.of(swapped).wanted();
    assertThat(FlagChange.of(change(reading(back).plan(swap(other, REFLECTOR)))).wanted())
        .isEqualTo(joined);
  }

  /** kube-router has one session per address. */
  @Test
  void aReflectorTakesThePlaceOfAnotherAtItsAddress() {
    List<String> joined = FlagChange.of(change(reading(Samples.FLAGS).plan(JOIN))).wanted();
    Reflector again = new Reflector("again", REFLECTOR.address(), 179, 64513);
    RouterChange swapped = change(reading(joined).plan(swap(REFLECTOR, again)));
    assertThat(FlagChange.of(swapped).wanted())
        .contains("--peer-router-ips=192.0.2.1", "--peer-router-asns=64513");
  }

  @Test
  void refusesFlagsThatContradictEachOther() {
    assertThat(reading(List.of("--peer-router-ips=198.51.100.1")).plan(JOIN))
        .isInstanceOf(Unplannable.class);
  }

  @Test
  void aChangeReversedTwiceIsItself() {
    RouterChange change = change(reading(Samples.FLAGS).plan(JOIN));
    FlagChange flags = FlagChange.of(change);
    assertThat(flags.toChange()).isEqualTo(change);
    assertThat(flags.reversed().wanted()).isEqualTo(Samples.FLAGS);
    assertThat(flags.reversed().reversed()).isEqualTo(flags);
  }

  @Test
  void readsTheDocumentsOfEarlierVersions() {
    String document =
        """
        {"namespace":"kube-system","daemonSet":"kube-router","container":"kube-router",
         "field":"args","former":["--a"],"wanted":["--b"],"strategy":"{}"}
        """;
    assertThat(FlagChange.of(new RouterChange(FlagChange.DRIVER, document, List.of())))
        .isEqualTo(
            new FlagChange(
                "kube-system",
                "kube-router",
                "kube-router",
                "args",
                List.of("--a"),
                List.of("--b"),
                "{}"));
  }

  @Test
  void aDocumentWithAnnotationsComesBackAsItWas() {
    AnnotationChange annotations =
        new AnnotationChange(
            AnnotationChange.Order.FIRST,
            true,
            Map.of(
                "paris-1",
                new AnnotationChange.Sides(
                    new TreeMap<>(), new TreeMap<>(Map.of(PeerAnnotations.PEERS, "- {}")), "u-1")),
            List.of(REFLECTOR),
            List.of());
    FlagChange change =
        new FlagChange(
            "kube-system",
            "kube-router",
            "kube-router",
            "args",
            List.of("--a"),
            List.of("--b"),
            "{}",
            annotations,
            "",
            "europe",
            PeerPasswords.NONE,
            new PeerPasswords("podspan-bgp-1", List.of("", "rr1.key"), "192.0.2.1=rr1.key"));
    assertThat(FlagChange.of(change.toChange())).isEqualTo(change);
    assertThat(change.reversed().reversed()).isEqualTo(change);
  }

  @Test
  void aDocumentOfEarlierVersionsSaysNothingOfWhoAskedForServices() {
    String document =
        """
        {"namespace":"kube-system","daemonSet":"kube-router","container":"kube-router",
         "field":"args","former":["--a"],"wanted":["--b"],"strategy":"{}"}
        """;
    FlagChange read = FlagChange.of(new RouterChange(FlagChange.DRIVER, document, List.of()));
    assertThat(read.asked("europe")).isEqualTo("europe");
    assertThat(read.reversed().asked("europe")).isEqualTo("europe");
  }

  @Test
  void peersByAnnotationsAreRefusedWhereFlagsNamePeersUnlessTheyMove() {
    FlagReading reading =
        reading(List.of("--peer-router-ips=192.0.2.9", "--peer-router-asns=64512"));
    RouterWishes wishes = new RouterWishes(PeersBy.ANNOTATIONS, false);
    assertThat(reading.obstacles(List.of(), wishes, false))
        .extracting(Violation::code)
        .containsExactly("peers-by-flags");
    assertThat(reading.obstacles(List.of(), wishes, true)).isEmpty();
    assertThat(reading(Samples.FLAGS).obstacles(List.of(), wishes, false)).isEmpty();
  }

  @Test
  void objectsToPeersInAnnotationsOfNodes() {
    List<NodeReading> nodes =
        List.of(
            node("paris-1", Map.of("kube-router.io/peer.ips", "192.0.2.9")),
            node("paris-2", Map.of("kube-router.io/rr.client", "42")));
    assertThat(reading(Samples.FLAGS).obstacles(nodes))
        .extracting(Violation::code, Violation::where)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("peers-by-annotation", "nodes/paris-1"));
  }

  @Test
  void annotationsThatAreIgnoredAlreadyAreNoObstacle() {
    FlagReading reading =
        reading(List.of("--peer-router-ips=192.0.2.9", "--peer-router-asns=64512"));
    NodeReading node = node("paris-1", Map.of("kube-router.io/peers", "[]"));
    assertThat(reading.obstacles(List.of(node))).isEmpty();
  }

  private static NodeReading node(String name, Map<String, String> annotations) {
    return new NodeReading(name, "198.18.1.1", List.of(), true, annotations);
  }
}
