package io.podspan.bgpreflector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.settings.PeerSettings;
import io.podspan.bgpreflector.settings.SessionSettings;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.IntentEvent;
import io.podspan.events.IntentEvent.IntentCompleted;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorSpec;
import io.podspan.events.ReflectorState;
import io.podspan.events.world.World;
import io.podspan.servicekit.follow.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  private static final ReflectorConfig CONFIG = TestConfig.listening("192.0.2.1");
  private static final SessionSettings BASE = ServiceSettings.of(CONFIG).session();

  private World world = World.EMPTY;

  private void cluster(String name, String... nodes) {
    List<NodeState> states =
        java.util.stream.IntStream.range(0, nodes.length)
            .mapToObj(i -> new NodeState(name + "-" + (i + 1), nodes[i], List.of()))
            .toList();
    world =
        world.after(
            new IntentEvent.ClusterRegisteredV1(
                new ClusterState(
                    name,
                    Cni.CALICO,
                    null,
                    64512,
                    List.of("10.1.0.0/16", "fd00::/48"),
                    List.of(),
                    states,
                    new AccessReference(name, null))));
  }

  private void mesh(String cluster, @Nullable Boolean nodeMesh) {
    ClusterState known = world.clusters().get(cluster);
    ClusterState meshed =
        new ClusterState(
            known.name(),
            known.cni(),
            known.cniVersion(),
            known.asn(),
            known.podCidrs(),
            known.serviceCidrs(),
            known.nodes(),
            known.access(),
            nodeMesh);
    world = world.after(IntentEvent.registered(meshed));
  }

  private void interconnect(String name, long revision, String reflector, String... clusters) {
    world =
        world.after(
            new IntentEvent.InterconnectDeclared(
                new InterconnectState(
                    name,
                    revision,
                    List.of(clusters),
                    List.of(new ReflectorState(reflector, "192.0.2.1", 179, 64512)))));
  }

  private void announcing(String name, String... clusters) {
    world =
        world.after(
            new IntentEvent.InterconnectDeclared(
                new InterconnectState(
                    name,
                    1,
                    List.of(clusters),
                    List.of(new ReflectorState("reflector", "192.0.2.1", 179, 64512)),
                    null,
                    null,
                    null,
                    InterconnectState.ANNOUNCE)));
  }

  private void services(String cluster, String cidr) {
    ClusterState known = world.clusters().get(cluster);
    world =
        world.after(
            IntentEvent.registered(
                new ClusterState(
                    known.name(),
                    known.cni(),
                    known.cniVersion(),
                    known.asn(),
                    known.podCidrs(),
                    List.of(cidr),
                    known.nodes(),
                    known.access(),
                    known.nodeMesh())));
  }

  @Test
  void takesServicesOfAClusterOnlyWhereAnInterconnectAsksForThem() {
    cluster("paris", "192.0.2.11");
    cluster("london", "192.0.2.21");
    services("paris", "10.101.0.0/16");
    interconnect("europe", 7, "reflector", "paris", "london");
    List<Prefix> pods = List.of(Prefix.of("10.1.0.0/16"), Prefix.of("fd00::/48"));
    assertThat(peer(configuration(), "192.0.2.11").session().filter().prefixes()).contains(pods);

    announcing("shops", "paris", "london");

    assertThat(peer(configuration(), "192.0.2.11").session().filter().prefixes().orElseThrow())
        .contains(Prefix.of("10.101.0.0/16"))
        .containsAll(pods);
    assertThat(peer(configuration(), "192.0.2.21").session().filter().prefixes()).contains(pods);
  }

  private Configuration configuration() {
    return Configuration.of(world, CONFIG, BASE);
  }

  private static PeerSettings peer(Configuration configuration, String address) {
    return configuration.peers().stream()
        .filter(peer -> peer.address().equals(IpAddress.of(address)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void takesTheNodesOfItsInterconnectsAndNoOthers() {
    cluster("paris", "192.0.2.11", "192.0.2.12");
    cluster("london", "192.0.2.21");
    cluster("oslo", "192.0.2.31");
    interconnect("europe", 7, "reflector", "paris", "london");
    interconnect("north", 1, "another", "oslo", "london");

    Configuration configuration = configuration();

    assertThat(configuration.interconnects()).containsOnly(java.util.Map.entry("europe", 7L));
    assertThat(configuration.peers())
        .extracting(peer -> peer.address().toString())
        .containsExactlyInAnyOrder("192.0.2.11", "192.0.2.12", "192.0.2.21");
    PeerSettings node = peer(configuration, "192.0.2.12");
    assertThat(node.session().group()).isEqualTo("paris");
    assertThat(node.name()).isEqualTo("paris-2");
    assertThat(node.session().filter().prefixes())
        .contains(List.of(Prefix.of("10.1.0.0/16"), Prefix.of("fd00::/48")));
    assertThat(node.session().families()).containsOnly(AddressFamily.values());
    assertThat(node.session().filter().nextHops())
        .contains(Set.of(IpAddress.of("192.0.2.11"), IpAddress.of("192.0.2.12")));
    assertThat(node.session().visibleGroups()).contains(Set.of("paris", "london"));
  }

  @Test
  void clustersSeeThoseTheyShareAnInterconnectWith() {
    cluster("paris", "192.0.2.11");
    cluster("london", "192.0.2.21");
    cluster("tokyo", "192.0.2.31");
    interconnect("europe", 1, "reflector", "paris", "london");
    interconnect("far", 1, "reflector", "london", "tokyo");

    Configuration configuration = configuration();

    assertThat(peer(configuration, "192.0.2.11").session().visibleGroups())
        .contains(Set.of("paris", "london"));
    assertThat(peer(configuration, "192.0.2.21").session().visibleGroups())
        .contains(Set.of("paris", "london", "tokyo"));
    assertThat(peer(configuration, "192.0.2.31").session().visibleGroups())
        .contains(Set.of("london", "tokyo"));
  }

  @Test
  void aClusterWhoseNodesHaveAMeshGetsNoneOfItsOwnRoutes() {
    cluster("paris", "192.0.2.11");
    cluster("london", "192.0.2.21");
    cluster("oslo", "192.0.2.31");
    mesh("paris", true);
    mesh("london", false);
    mesh("oslo", null);
    interconnect("europe", 1, "reflector", "paris", "london", "oslo");

    Configuration configuration = configuration();

    assertThat(peer(configuration, "192.0.2.11").session().meshed()).isTrue();
    assertThat(peer(configuration, "192.0.2.21").session().meshed()).isFalse();
    assertThat(peer(configuration, "192.0.2.31").session().meshed())
        .as("it is not known, so their routes are reflected")
        .isFalse();
  }

  @Test
  void remarksOnWhatCannotBeFollowed() {
    cluster("paris", "192.0.2.1", "fd00::g", "192.0.2.11");
    cluster("london", "192.0.2.11");
    interconnect("europe", 1, "reflector", "paris", "london", "unknown");

    Configuration configuration = configuration();

    assertThat(configuration.peers()).hasSize(1);
    assertThat(configuration.remarks())
        .containsExactlyInAnyOrder(
            "paris/paris-1: 192.0.2.1 is this reflector's own address",
            "paris/paris-2: fd00::g is not an IP address",
            "paris/paris-3: 192.0.2.11 is also a node of london",
            "cluster unknown is not known yet");
  }

  @Test
  void clustersThatDoNotChangeKeepTheirSettings() {
    cluster("paris", "192.0.2.11");
    cluster("london", "192.0.2.21");
    interconnect("europe", 7, "reflector", "paris", "london");
    Configuration before = configuration();

    cluster("london", "192.0.2.21", "192.0.2.22");
    cluster("paris", "192.0.2.11");
    Configuration next = before.next(world, CONFIG, BASE);

    assertThat(next).isEqualTo(configuration());
    assertThat(peer(next, "192.0.2.11").session()).isSameAs(peer(before, "192.0.2.11").session());
    assertThat(peer(next, "192.0.2.21").session().filter().nextHops())
        .contains(Set.of(IpAddress.of("192.0.2.21"), IpAddress.of("192.0.2.22")));
  }

  private void declared(String name, String address, long asn) {
    world =
        world.after(
            new IntentEvent.ReflectorDeclared(
                new ReflectorSpec(name, address, CONFIG.port(), asn, true, null)));
  }

  @Test
  void whereItIsDeclaredMattersNothingWhileItListensThere() {
    declared("reflector", "192.0.2.1", 64512);
    declared("rr2", "192.0.2.2", 64999);
    assertThat(configuration().remarks()).isEmpty();
  }

  @Test
  void saysThatNodesLookForItElsewhere() {
    declared("reflector", "192.0.2.7", 64512);
    assertThat(configuration().remarks())
        .singleElement()
        .asString()
        .contains("declared at 192.0.2.7")
        .contains("listens on 192.0.2.1");
    declared("reflector", "192.0.2.1", 64513);
    assertThat(configuration().remarks()).hasSize(1);
  }

  @Test
  void listeningOnAllAddressesIsListeningOnTheDeclaredOne() {
    declared("reflector", "192.0.2.7", 64512);
    ReflectorConfig all = TestConfig.listening("0.0.0.0");
    assertThat(Configuration.of(world, all, BASE).remarks()).isEmpty();
  }

  @Test
  void ofDeclaredReflectorsItKeepsItselfOnDisk(@TempDir Path folder) throws IOException {
    declared("reflector", "192.0.2.7", 64512);
    declared("rr2", "192.0.2.2", 64512);
    ConfigurationFile file = new ConfigurationFile(folder.resolve("state"), "reflector");
    file.save(new Kept(world, new IntentCompleted("ours", 41, 2, "00"), "kafka-1"));
    assertThat(file.load().orElseThrow().world().reflectors()).containsOnlyKeys("reflector");
  }

  @Test
  void survivesOnDisk(@TempDir Path folder) throws IOException {
    cluster("paris", "192.0.2.11");
    cluster("london", "192.0.2.21");
    cluster("oslo", "192.0.2.31");
    interconnect("europe", 7, "reflector", "paris", "london");
    ConfigurationFile file = new ConfigurationFile(folder.resolve("state"), "reflector");
    assertThat(file.load()).isEmpty();

    IntentCompleted mark = new IntentCompleted("ours", 41, 3, "00");
    file.save(new Kept(world, mark, "kafka-1"));

    World relevant = Configuration.relevant(world, "reflector");
    assertThat(relevant.clusters()).containsOnlyKeys("paris", "london");
    assertThat(file.load()).contains(new Kept(relevant, mark, "kafka-1"));
    assertThat(Configuration.of(relevant, CONFIG, BASE)).isEqualTo(configuration());
  }

  @Test
  void readsTheFileOfAnEarlierVersionWhichIsOfNoGeneration(@TempDir Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("intent.json"),
        """
        [ {"type": "podspan.interconnect.declared.v1", "data": {"interconnect":
            {"name": "europe", "revision": 7, "clusters": [], "reflectors": []}}} ]
        """);

    Kept kept = new ConfigurationFile(folder, "reflector").load().orElseThrow();

    assertThat(kept.mark()).isNull();
    assertThat(kept.world().interconnects()).containsOnlyKeys("europe");
  }

  @Test
  void saysWhatIsWrongWithAFileThatCannotBeUsed(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("intent.json"), "[{\"type\":\"podspan.rollout.started.v1\"}]");

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> new ConfigurationFile(folder, "reflector").load())
        .isInstanceOf(IOException.class);
  }
}
