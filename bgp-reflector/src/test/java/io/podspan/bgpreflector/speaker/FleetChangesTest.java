package io.podspan.bgpreflector.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerTemplate;
import io.podspan.bgpreflector.speaker.config.SessionLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that come and go by the hundred beside sessions that go on. */
class FleetChangesTest {
  private static final int NODES = 1_000;
  private static final int SESSIONS = 200;
  private static final int CHANGES = 500;

  private final SpeakerFixture fixture = new SpeakerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Set<IpAddress> nodes(int cluster, int count) {
    Set<IpAddress> nodes = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      nodes.add(IpAddress.of(node(cluster, i)));
    }
    return nodes;
  }

  private static String node(int cluster, int number) {
    return "127." + cluster + "." + number / 250 + "." + (1 + number % 250);
  }

  /** A cluster that does not change, read anew, and one that does. */
  private static List<PeerConfig> clusters(Set<IpAddress> changing) {
    return Stream.of(nodes(9, NODES), changing).flatMap(nodes -> cluster(nodes).stream()).toList();
  }

  /** As the intent has it: the filter of a cluster names all its nodes. */
  private static List<PeerConfig> cluster(Set<IpAddress> nodes) {
    PeerTemplate usual = SpeakerFixture.template();
    PeerTemplate template =
        new PeerTemplate(
            usual.asn(),
            usual.peerGroup(),
            usual.client(),
            ImportPolicy.of(List.of(Prefix.of("10.0.0.0/8")), nodes, PrefixLimit.NONE),
            usual.seesAllGroups(),
            usual.visibleGroups(),
            usual.meshed(),
            usual.families(),
            usual.dial(),
            usual.dialPort(),
            usual.protection(),
            usual.attributes());
    return nodes.stream().map(address -> new PeerConfig(address, "node", template)).toList();
  }

  @Test
  void fiveHundredNodesThatComeAndGoTouchNoSessionOfAnother() throws IOException {
    Speaker speaker = fixture.start(SessionLimits.DEFAULT);
    Set<IpAddress> nodes = nodes(8, NODES);
    speaker.configure(clusters(nodes));
    List<TestPeer> peers = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      TestPeer peer = TestPeer.established(node(8, i), speaker.port());
      peer.readOn();
      peers.add(peer);
    }
    SpeakerFixture.awaitEstablished(speaker, node(8, SESSIONS - 1));

    Duration took = change(speaker, nodes);
    System.out.printf(
        "%d changes among %d nodes: %d ms%n", 2 * CHANGES, 2 * NODES, took.toMillis());

    for (int i = 0; i < SESSIONS; i++) {
      SpeakerFixture.awaitEstablished(speaker, node(8, i));
    }
    assertThat(fixture.listener.told).filteredOn(line -> line.startsWith("lost")).isEmpty();
    assertThat(speaker.peers()).hasSize(2 * NODES);
    assertThat(took).isLessThan(Duration.ofMinutes(1));
    for (TestPeer peer : peers) {
      peer.close();
    }
  }

  private static Duration change(Speaker speaker, Set<IpAddress> nodes) {
    long began = System.nanoTime();
    for (int i = 0; i < CHANGES; i++) {
      nodes.add(IpAddress.of(node(8, NODES + i)));
      speaker.configure(clusters(nodes));
    }
    for (int i = 0; i < CHANGES; i++) {
      nodes.remove(IpAddress.of(node(8, NODES + i)));
      speaker.configure(clusters(nodes));
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
