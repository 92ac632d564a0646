package io.podspan.bgpreflector.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.testpeer.Opens;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerTemplate;
import io.podspan.bgpreflector.speaker.config.SessionLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that come and go by the hundred beside a session that goes on. */
class FleetChangesTest {
  private static final int NODES = 1_000;
  private static final int CHANGES = 500;
  private static final String PEER = "127.0.2.1";

  private final SpeakerFixture fixture = new SpeakerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String node(int number) {
    return "127.8." + number / 250 + "." + (1 + number % 250);
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
    Set<IpAddress> nodes = new LinkedHashSet<>();
    nodes.add(IpAddress.of(PEER));
    for (int i = 0; i < NODES; i++) {
      nodes.add(IpAddress.of(node(i)));
    }
    speaker.configure(cluster(nodes));
    try (TestPeer peer = TestPeer.connect(PEER, speaker.port())) {
      peer.establish(Opens.of(PEER));
      SpeakerFixture.awaitEstablished(speaker, PEER);

      long began = System.nanoTime();
      for (int i = 0; i < CHANGES; i++) {
        nodes.add(IpAddress.of(node(NODES + i)));
        speaker.configure(cluster(nodes));
      }
      for (int i = 0; i < CHANGES; i++) {
        nodes.remove(IpAddress.of(node(NODES + i)));
        speaker.configure(cluster(nodes));
      }
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      System.out.printf("%d changes among %d nodes: %d ms%n", 2 * CHANGES, NODES, took.toMillis());

      peer.send(Message.Keepalive.INSTANCE);
      SpeakerFixture.awaitEstablished(speaker, PEER);
      assertThat(fixture.listener.told).filteredOn(line -> line.startsWith("lost")).isEmpty();
      assertThat(speaker.peers()).hasSize(NODES + 1);
      assertThat(took).isLessThan(Duration.ofMinutes(1));
    }
  }
}
