package io.podspan.probeservice.paths;

import static io.podspan.probeservice.paths.PathKind.ICMP;
import static io.podspan.probeservice.paths.PathKind.MTU;
import static io.podspan.probeservice.paths.PathKind.SOURCE;
import static io.podspan.probeservice.paths.PathKind.TCP;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.reason.NotMeasured.ProberBusy;
import io.podspan.events.world.World;
import io.podspan.probeservice.ends.End;
import io.podspan.probeservice.ends.End.Kind;
import io.podspan.probeservice.ends.EndName;
import io.podspan.probeservice.ends.Lookup;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.measure.FakePods;
import io.podspan.probeservice.measure.ProbePod;
import io.podspan.probeservice.measure.SourceView;
import io.podspan.probeservice.paths.PathResult.State;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PathProberTest {
  private static final Why AWAY = new Why("api-unreachable", "it does not answer", "Look.");

  private final Map<EndName, Lookup> known = new HashMap<>();
  private final FakePods pods = new FakePods();
  private final Paths paths = new Paths();
  private @Nullable IpAddress connectedTo;
  private SourceView seen = new SourceView.Seen(IpAddress.of("10.1.0.5"));

  private World world =
      new World(Map.of("paris", cluster("paris", 1), "tokyo", cluster("tokyo", 2)), Map.of());

  private final PathProber prober =
      new PathProber(
          name ->
              known.getOrDefault(
                  name, new Lookup.Absent(new Why("not-found", "there is none", "Look."))),
          pods,
          paths,
          (_, _, _, listener, _) -> {
            connectedTo = listener.address();
            return seen;
          },
          () -> world,
          () -> 20_000);

  /** Who was let loose on what. */
  private static final class Paths implements PathPods {
    private @Nullable String asked;

    @Override
    public Map<PathKind, PathResult> measure(
        String cluster,
        ProbePod from,
        IpAddress to,
        Set<PathKind> kinds,
        int port,
        @Nullable String name) {
      asked = cluster + " " + from.path() + " " + to + " " + kinds + " " + port;
      Map<PathKind, PathResult> results = new EnumMap<>(PathKind.class);
      kinds.forEach(kind -> results.put(kind, PathResult.reached(kind, null)));
      return results;
    }
  }

  private static ClusterState cluster(String name, int index) {
    return cluster(name, index, "10." + index + ".0.0/16", "10.10" + index + ".0.0/16");
  }

  private static ClusterState cluster(String name, int index, String pods, String services) {
    return new ClusterState(
        name,
        Cni.KUBE_ROUTER,
        null,
        64512,
        List.of(pods, "fd00:" + index + "::/64"),
        List.of(services),
        List.of(new NodeState(name + "-1", "192.0.2." + index, List.of())),
        new AccessReference(name, null));
  }

  private static End pod(String cluster, String name, String address) {
    return pod(cluster, name, address, "Running", false);
  }

  private static End pod(
      String cluster, String name, String address, String phase, boolean hostNetwork) {
    return end(Kind.POD, cluster, name, address, phase, hostNetwork);
  }

  private static End end(
      Kind kind,
      String cluster,
      String name,
      String address,
      @Nullable String phase,
      boolean hostNetwork) {
    return new End(
        kind,
        cluster,
        "default",
        name,
        address.isEmpty() ? List.of() : Stream.of(address.split(" ")).map(IpAddress::of).toList(),
        cluster + "-1",
        phase,
        true,
        hostNetwork,
        "main",
        List.of(),
        List.of());
  }

  private PathProberTest has(String name, End end) {
    known.put(EndName.parse(name).orElseThrow(), new Lookup.Found(end));
    return this;
  }

  private PathAnswer measure(String from, String to, PathKind... kinds) {
    return prober.measure(
        new PathQuestion(
            EndName.parse(from).orElseThrow(),
            EndName.parse(to).orElseThrow(),
            Set.of(kinds),
            8080,
            null));
  }

  private static void assertNotMeasured(PathAnswer answer, String code) {
    assertThat(answer.results())
        .isNotEmpty()
        .allSatisfy(
            result -> {
              assertThat(result.state()).isEqualTo(State.NOT_MEASURED);
              assertThat(result.why()).extracting(Why::code).isEqualTo(code);
              assertThat(result.why()).extracting(Why::toDo).asString().isNotEmpty();
            });
  }

  @Test
  void aPodMeasuresToTheAddressOfAnotherAllKindsInOneCommand() {
    has("paris/web-0", pod("paris", "web-0", "10.1.0.5"));
    has("tokyo/api-1", pod("tokyo", "api-1", "10.2.0.7"));
    PathAnswer answer = measure("paris/web-0", "tokyo/api-1", TCP, ICMP);
    assertThat(paths.asked).isEqualTo("paris default/web-0 10.2.0.7 [ICMP, TCP] 8080");
    assertThat(answer.results()).extracting(PathResult::kind).containsExactly(ICMP, TCP);
    assertThat(answer.target()).hasToString("10.2.0.7");
  }

  @Test
  void whatCouldNotBeFoundOrAskedIsNotMeasured() {
    has("paris/web-0", pod("paris", "web-0", "10.1.0.5"));
    assertNotMeasured(measure("paris/web-0", "tokyo/none", ICMP), "not-found");
    assertNotMeasured(measure("paris/none", "paris/web-0", ICMP, SOURCE), "not-found");
    known.put(EndName.parse("tokyo/away").orElseThrow(), new Lookup.NotKnown(AWAY));
    assertNotMeasured(measure("paris/web-0", "tokyo/away", ICMP), "api-unreachable");
    assertThat(paths.asked).isNull();
  }

  @Test
  void aPodThatDoesNotRunOrIsOnTheHostNetworkMeasuresNothing() {
    has("paris/web-0", pod("paris", "web-0", "10.1.0.5"));
    has("paris/new", pod("paris", "new", "", "Pending", false));
    has("paris/host", pod("paris", "host", "192.0.2.1", "Running", true));
    assertNotMeasured(measure("paris/new", "paris/web-0", ICMP), "pod-not-running");
    assertNotMeasured(measure("paris/web-0", "paris/new", ICMP), "pod-not-running");
    assertNotMeasured(measure("paris/host", "paris/web-0", ICMP), "host-network");
    assertNotMeasured(measure("paris/web-0", "paris/web-0", ICMP), "same-pod");
  }

  @Test
  void podsAreLetLooseOnAddressesOfTheirClustersOnly() {
    has("paris/web-0", pod("paris", "web-0", "10.1.0.5"));
    has("tokyo/liar", pod("tokyo", "liar", "169.254.169.254"));
    has("8.8.8.8", End.of(null, IpAddress.of("8.8.8.8")));
    has("10.2.0.9", End.of("tokyo", IpAddress.of("10.2.0.9")));
    assertNotMeasured(measure("paris/web-0", "tokyo/liar", ICMP), "foreign-address");
    assertNotMeasured(measure("paris/web-0", "8.8.8.8", ICMP), "foreign-address");
    assertThat(measure("paris/web-0", "10.2.0.9", ICMP).results().getFirst().state())
        .isEqualTo(State.REACHED);
  }

  /** kube-proxy drops echo requests, or answers them itself with no endpoint alive. */
  @Test
  void aServiceIsNotPinged() {
    has("paris/web-0", pod("paris", "web-0", "10.1.0.5"));
    has("tokyo/service/shop/web", end(Kind.SERVICE, "tokyo", "web", "10.102.0.9", null, false));
    has("10.102.0.8", End.of("tokyo", IpAddress.of("10.102.0.8")));
    for (String to : List.of("tokyo/service/shop/web", "10.102.0.8")) {
      assertNotMeasured(measure("paris/web-0", to, ICMP, MTU), "not-for-services");
      assertThat(paths.asked).isNull();
    }
    PathAnswer answer = measure("paris/web-0", "tokyo/service/shop/web", ICMP, TCP);
    assertThat(answer.results())
        .extracting(PathResult::state)
        .containsExactly(State.NOT_MEASURED, State.REACHED);
    assertThat(paths.asked).contains("10.102.0.9 [TCP]");
  }

  /**
   * The service CIDR that kubeadm gives every cluster: kube-proxy of the source takes the packet.
   */
  @Test
  void anAddressThatTheSourcesClusterHasTooIsNotMeasured() {
    ClusterState paris = cluster("paris", 1, "10.1.0.0/16", "10.96.0.0/12");
    ClusterState tokyo = cluster("tokyo", 2, "10.2.0.0/16", "10.96.0.0/12");
    world = new World(Map.of("paris", paris, "tokyo", tokyo), Map.of());
    has("paris/web-0", pod("paris", "web-0", "10.1.0.5"));
    has("tokyo/api-1", pod("tokyo", "api-1", "10.2.0.7"));
    has("tokyo/service/shop/web", end(Kind.SERVICE, "tokyo", "web", "10.96.0.1", null, false));
    has("paris/service/shop/web", end(Kind.SERVICE, "paris", "web", "10.96.0.1", null, false));
    assertNotMeasured(measure("paris/web-0", "tokyo/service/shop/web", TCP), "ambiguous-address");
    assertThat(paths.asked).isNull();
    assertThat(state(measure("paris/web-0", "paris/service/shop/web", TCP)))
        .isEqualTo(State.REACHED);
    assertThat(state(measure("paris/web-0", "tokyo/api-1", TCP))).isEqualTo(State.REACHED);
  }

  /**
   * Of clusters that were never joined, the one that is joined with the source gets the packets.
   */
  @Test
  void anAddressOfAJoinedClusterIsNotThatOfAnother() {
    ClusterState london = cluster("london", 3, "10.2.0.0/16", "10.103.0.0/16");
    Map<String, ClusterState> all =
        Map.of("paris", cluster("paris", 1), "tokyo", cluster("tokyo", 2), "london", london);
    has("paris/web-0", pod("paris", "web-0", "10.1.0.5"));
    has("tokyo/api-1", pod("tokyo", "api-1", "10.2.0.7"));
    world = new World(all, Map.of());
    assertThat(state(measure("paris/web-0", "tokyo/api-1", TCP))).isEqualTo(State.REACHED);
    InterconnectState joined =
        new InterconnectState("europe", 1, List.of("paris", "london"), List.of());
    world = new World(all, Map.of("europe", joined));
    assertNotMeasured(measure("paris/web-0", "tokyo/api-1", TCP), "ambiguous-address");
  }

  private static State state(PathAnswer answer) {
    return answer.results().getFirst().state();
  }

  @Test
  void aProbePodMeasuresForItsNode() {
    has("paris/node/paris-1", end(Kind.NODE, "paris", "paris-1", "192.0.2.1", null, false));
    has("tokyo/api-1", pod("tokyo", "api-1", "10.2.0.7"));
    assertNotMeasured(measure("paris/node/paris-1", "tokyo/api-1", ICMP), "no-probe-pod-on-node");
    pods.has(
        "paris",
        List.of(new ProbePod("podspan", "probe-x", "paris-1", "probe", IpAddress.of("10.1.0.9"))));
    measure("paris/node/paris-1", "tokyo/api-1", ICMP);
    assertThat(paths.asked).startsWith("paris podspan/probe-x 10.2.0.7");
    assertThat(pods.lists).as("listings of all pods").hasValue(0);
  }

  @Test
  void nothingRunsInAServiceAndAHeadlessOneHasNoAddress() {
    has("paris/web-0", pod("paris", "web-0", "10.1.0.5"));
    has("tokyo/service/shop/web", end(Kind.SERVICE, "tokyo", "web", "10.102.0.9", null, false));
    has("tokyo/service/shop/none", end(Kind.SERVICE, "tokyo", "none", "", null, false));
    assertNotMeasured(measure("tokyo/service/shop/web", "paris/web-0", ICMP), "no-source");
    assertNotMeasured(measure("paris/web-0", "tokyo/service/shop/none", ICMP), "no-address");
    measure("paris/web-0", "tokyo/service/shop/web", TCP);
    assertThat(paths.asked).contains("10.102.0.9");
  }

  @Test
  void addressesOfTwoFamiliesDoNotMeet() {
    has("paris/web-0", pod("paris", "web-0", "10.1.0.5"));
    has("tokyo/six", pod("tokyo", "six", "fd00::7"));
    assertNotMeasured(measure("paris/web-0", "tokyo/six", ICMP), "other-family");
  }

  /** The first address of a pod may be of the other family, and nobody has checked that one. */
  @Test
  void theSourceConnectsToTheAddressThatWasChecked() {
    has("paris/six", pod("paris", "six", "fd00:1::5"));
    has("tokyo/liar", pod("tokyo", "liar", "169.254.169.254 fd00:2::7"));
    PathAnswer answer = measure("paris/six", "tokyo/liar", SOURCE);
    assertThat(answer.target()).hasToString("fd00:2::7");
    assertThat(connectedTo).hasToString("fd00:2::7");
  }

  @Test
  void theSourceAddressIsThePodsOwnOrReplacedOrNotSeen() {
    has("paris/web-0", pod("paris", "web-0", "10.1.0.5"));
    has("tokyo/api-1", pod("tokyo", "api-1", "10.2.0.7"));
    has("10.2.0.9", End.of("tokyo", IpAddress.of("10.2.0.9")));
    PathResult own = measure("paris/web-0", "tokyo/api-1", SOURCE).results().getFirst();
    assertThat(own.state()).isEqualTo(State.REACHED);
    assertThat(own.why()).isNull();
    assertThat(own.source()).hasToString("10.1.0.5");

    seen = new SourceView.Seen(IpAddress.of("192.0.2.1"));
    PathResult replaced = measure("paris/web-0", "tokyo/api-1", SOURCE).results().getFirst();
    assertThat(replaced.state()).isEqualTo(State.REACHED);
    assertThat(replaced.why()).extracting(Why::code).isEqualTo("masqueraded");

    seen = new SourceView.Unseen("no connection arrived");
    assertNotMeasured(measure("paris/web-0", "tokyo/api-1", SOURCE), "source-not-seen");
    seen = new SourceView.NotAsked(new ProberBusy(16));
    assertNotMeasured(measure("paris/web-0", "tokyo/api-1", SOURCE), "prober-busy");
    assertNotMeasured(measure("paris/web-0", "10.2.0.9", SOURCE), "no-listener");
  }
}
