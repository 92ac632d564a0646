package io.podspan.bgpreflector.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.interop.Fabric;
import io.podspan.bgpreflector.interop.Programs;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.LocalSpeaker;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.SpeakerConfig;
import io.podspan.bgpreflector.speaker.report.RecordingListener;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine between Debian's gobgpd and bird2, each in a network namespace of its own. */
class RealDaemonsIT {
  private static final String GOBGP = "198.18.77.11";
  private static final String BIRD = "198.18.77.12";
  private static final int PORT = 1790;

  @TempDir Path folder;
  private Fabric fabric;
  private Speaker speaker;
  private final RecordingListener listener = new RecordingListener();

  @BeforeEach
  void start() throws IOException {
    Programs.requireLab();
    fabric = Fabric.create();
    fabric.node("gobgp", GOBGP);
    fabric.node("bird", BIRD);
    SpeakerConfig config =
        new SpeakerConfig(
            new LocalSpeaker(
                64512, Ipv4Address.of(Fabric.HOST).bits(), Ipv4Address.of(Fabric.HOST).bits()),
            List.of(IpAddress.of(Fabric.HOST)),
            PORT,
            90,
            1,
            Set.of(Prefix.of("1.0.0.2/32")),
            2);
    speaker = Speaker.start(config, listener);
  }

  @AfterEach
  void stop() {
    if (speaker != null) {
      speaker.close();
    }
    if (fabric != null) {
      fabric.close();
    }
  }

  @Test
  void reflectsRoutesBetweenGobgpdAndBirdAndWithdrawsThem() throws IOException {
    speaker.configure(
        List.of(peer(GOBGP, "paris", "10.1.0.0/16"), peer(BIRD, "tokyo", "10.3.0.0/16")));
    Process gobgpd = startGobgpd();
    startBird();

    await().atMost(Duration.ofSeconds(90)).untilAsserted(this::bothAreEstablished);
    fabric.ask("gobgp", "gobgp", "global", "rib", "add", "10.1.1.0/24", "nexthop", GOBGP);

    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(birdRoutes())
                    .contains("10.1.1.0/24", "BGP.next_hop: " + GOBGP, "1.0.0.2/32")
                    .contains("BGP.originator_id: " + GOBGP)
                    .contains("BGP.cluster_list: " + Fabric.HOST));
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(gobgpRoutes()).contains("10.3.1.0/24", BIRD, "1.0.0.2/32", Fabric.HOST));

    gobgpd.destroyForcibly();

    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> assertThat(birdRoutes()).doesNotContain("10.1.1.0/24").contains("1.0.0.2/32"));
    assertThat(listener.told)
        .contains("best 10.1.1.0/24 from " + GOBGP, "gone 10.1.1.0/24")
        .anyMatch(line -> line.startsWith("lost " + GOBGP));
  }

  @Test
  void rejectsWhatIsOutsideThePodCidrsAndRefusesStrangers() throws IOException {
    speaker.configure(List.of(peer(GOBGP, "paris", "10.1.0.0/16")));
    startGobgpd();
    startBird();
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(established()).isEqualTo(1));

    fabric.ask("gobgp", "gobgp", "global", "rib", "add", "10.9.0.0/24", "nexthop", GOBGP);
    fabric.ask("gobgp", "gobgp", "global", "rib", "add", "10.1.2.0/24", "nexthop", "198.18.77.99");

    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(listener.told)
                    .contains("rejected " + GOBGP + " 10.9.0.0/24 PREFIX_NOT_ACCEPTED")
                    .contains("rejected " + GOBGP + " 10.1.2.0/24 NEXT_HOP_NOT_ACCEPTED")
                    .anyMatch(line -> line.startsWith("refused " + BIRD + " UNKNOWN_PEER")));
    assertThat(speaker.refusals().get(RefusalReason.UNKNOWN_PEER)).isPositive();
  }

  @Test
  void dialsWhereToldAndSettlesCollisions() throws IOException {
    startGobgpd();
    startBird();
    speaker.configure(
        List.of(dialled(GOBGP, "paris", "10.1.0.0/16"), dialled(BIRD, "tokyo", "10.3.0.0/16")));

    await().atMost(Duration.ofSeconds(90)).untilAsserted(this::bothAreEstablished);
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(gobgpRoutes()).contains("10.3.1.0/24"));
  }

  private void bothAreEstablished() {
    assertThat(established()).isEqualTo(2);
  }

  private long established() {
    return speaker.peers().stream()
        .filter(peer -> peer.state() == io.podspan.bgpreflector.fsm.SessionState.ESTABLISHED)
        .count();
  }

  private String birdRoutes() {
    return fabric.ask(
        "bird", "birdc", "-s", folder.resolve("bird.ctl").toString(), "show", "route", "all");
  }

  private String gobgpRoutes() {
    return fabric.ask("gobgp", "gobgp", "global", "rib");
  }

  private static PeerConfig peer(String address, String cluster, String cidr) {
    ImportPolicy policy =
        ImportPolicy.of(
            List.of(Prefix.of(cidr)), Set.of(IpAddress.of(address)), PrefixLimit.rejecting(100));
    return new PeerConfig(
        IpAddress.of(address),
        64512,
        cluster,
        cluster + "-1",
        true,
        policy,
        Set.of("paris", "tokyo"),
        false,
        179);
  }

  private static PeerConfig dialled(String address, String cluster, String cidr) {
    PeerConfig passive = peer(address, cluster, cidr);
    return new PeerConfig(
        passive.address(),
        passive.asn(),
        cluster,
        passive.label(),
        true,
        passive.policy(),
        passive.visibleGroups(),
        true,
        179);
  }

  private Process startGobgpd() throws IOException {
    Path config = folder.resolve("gobgpd.toml");
    Files.writeString(
        config,
        """
        [global.config]
          as = 64512
          router-id = "%s"
        [[neighbors]]
          [neighbors.config]
            neighbor-address = "%s"
            peer-as = 64512
          [neighbors.transport.config]
            remote-port = %d
          [neighbors.timers.config]
            connect-retry = 1
        """
            .formatted(GOBGP, Fabric.HOST, PORT));
    return fabric.daemon("gobgp", folder.resolve("gobgpd.log"), "gobgpd", "-f", config.toString());
  }

  private Process startBird() throws IOException {
    Path config = folder.resolve("bird.conf");
    Files.writeString(
        config,
        """
        router id %s;
        protocol device {}
        protocol static {
          ipv4;
          route 10.3.1.0/24 blackhole;
        }
        protocol bgp reflector {
          local %s as 64512;
          neighbor %s port %d as 64512;
          connect delay time 1;
          connect retry time 2;
          ipv4 { import all; export where source = RTS_STATIC; next hop self; };
        }
        """
            .formatted(BIRD, BIRD, Fabric.HOST, PORT));
    return fabric.daemon(
        "bird",
        folder.resolve("bird.log"),
        "bird",
        "-f",
        "-c",
        config.toString(),
        "-s",
        folder.resolve("bird.ctl").toString());
  }
}
