package io.podspan.bgpreflector.speaker.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.speaker.SpeakerFixture;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerTemplate;
import io.podspan.bgpreflector.speaker.session.SessionFixture;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerPageTest {
  private final SessionFixture fixture = new SessionFixture();

  @BeforeEach
  void fivePeersOfTwoClusters() {
    fixture.directory.replace(
        Stream.of("192.0.2.9", "192.0.2.10", "2001:db8::1", "10.0.0.1", "192.0.2.200")
            .map(IpAddress::of)
            .map(PeerPageTest::peer)
            .toList(),
        List.of());
    fixture.runLoops();
  }

  private static PeerConfig peer(IpAddress address) {
    String cluster = address.toString().startsWith("192.0.2.") ? "paris" : "tokyo";
    PeerTemplate usual = SpeakerFixture.template();
    return new PeerConfig(
        address, usual.asn(), cluster, "node", true, usual.policy(), Set.of(cluster), false, 179);
  }

  private PeerPage page(
      @Nullable SessionState state, @Nullable String cluster, int offset, int limit) {
    return fixture.directory.page(new PeerQuery(state, cluster, offset, limit));
  }

  private static List<String> addresses(PeerPage page) {
    return page.peers().stream().map(peer -> peer.config().address().toString()).toList();
  }

  @Test
  void isInTheOrderOfAddresses() {
    assertThat(addresses(page(null, null, 0, 100)))
        .containsExactly("10.0.0.1", "192.0.2.9", "192.0.2.10", "192.0.2.200", "2001:db8::1");
    assertThat(addresses(page(null, null, 0, 100)))
        .isEqualTo(
            fixture.directory.snapshots().stream()
                .map(peer -> peer.config().address().toString())
                .toList());
  }

  @Test
  void countsAllThoughItHoldsSome() {
    PeerPage second = page(null, null, 2, 2);

    assertThat(addresses(second)).containsExactly("192.0.2.10", "192.0.2.200");
    assertThat(second.total()).isEqualTo(5);
    assertThat(addresses(page(null, null, 5, 2))).isEmpty();
  }

  @Test
  void holdsOnlyTheClusterAskedFor() {
    PeerPage paris = page(null, "paris", 1, 100);

    assertThat(addresses(paris)).containsExactly("192.0.2.10", "192.0.2.200");
    assertThat(paris.total()).isEqualTo(3);
    assertThat(page(null, "rome", 0, 100)).isEqualTo(new PeerPage(0, List.of()));
  }

  @Test
  void holdsOnlyTheStateAskedFor() {
    SessionState present = fixture.directory.snapshots().getFirst().state();

    assertThat(page(present, "tokyo", 0, 100).total()).isEqualTo(2);
    assertThat(page(SessionState.ESTABLISHED, null, 0, 100).total()).isZero();
  }
}
