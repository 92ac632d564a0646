package io.podspan.bgpreflector.speaker;

import static io.podspan.bgpreflector.speaker.SpeakerFixture.awaitEstablished;
import static io.podspan.bgpreflector.speaker.SpeakerFixture.peer;
import static io.podspan.bgpreflector.speaker.SpeakerFixture.range;
import static io.podspan.bgpreflector.speaker.SpeakerFixture.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.testpeer.Dialer;
import io.podspan.bgp.testpeer.Opens;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerRange;
import io.podspan.bgpreflector.speaker.config.PeerTemplate;
import io.podspan.bgpreflector.speaker.config.Protection;
import io.podspan.bgpreflector.speaker.config.Secret;
import io.podspan.bgpreflector.speaker.config.SessionLimits;
import io.podspan.bgpreflector.speaker.keys.Keyring;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.testkit.Patience;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** TCP MD5 and TTL security between sockets of the loopback, which take part in both. */
@EnabledOnOs(OS.LINUX)
class ProtectionTest {
  private static final Protection SECRET = password("correct horse");
  private static final Protection OTHER = password("battery staple");
  private static final Protection NEAR = new Protection(Optional.empty(), 1);
  private static final String THEM = "192.0.2.11";

  private final SpeakerFixture fixture = new SpeakerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Protection password(String text) {
    return new Protection(Optional.of(Secret.of(text)), 0);
  }

  private Speaker start(String address) throws IOException {
    return fixture.start(address, 0, Ipv4Address.of(address).bits(), SessionLimits.DEFAULT);
  }

  /** A peer at the other speaker, which we dial. */
  private static PeerConfig dialling(String address, Speaker other, Protection protection) {
    PeerTemplate template = template().dialling(other.port()).protectedBy(protection);
    return new PeerConfig(IpAddress.of(address), "node", template);
  }

  @Test
  void speakersWithTheSamePasswordMeet() throws IOException {
    meet(start("127.0.0.21"), "127.0.0.21", start("127.0.0.22"), "127.0.0.22", SECRET);
  }

  private static void meet(
      Speaker first, String at, Speaker second, String secondAt, Protection protection) {
    second.configure(List.of(peer(at, protection)));

    first.configure(List.of(dialling(secondAt, second, protection)));

    awaitEstablished(first, secondAt);
    awaitEstablished(second, at);
  }

  @Test
  void nobodyGetsThroughWithoutThePassword() throws IOException {
    Speaker speaker = fixture.start(SessionLimits.DEFAULT);
    speaker.configure(List.of(peer("127.0.0.31", SECRET), peer("127.0.0.32")));

    assertThatThrownBy(() -> connectSoon(Dialer.from("127.0.0.31"), speaker))
        .isInstanceOf(SocketTimeoutException.class);
    try (TestPeer other = TestPeer.connect("127.0.0.32", speaker.port())) {
      other.establish(Opens.of(THEM));
      awaitEstablished(speaker, "127.0.0.32");
    }
  }

  private static void connectSoon(Dialer dialer, Speaker speaker) throws IOException {
    dialer.connectingWithin(Duration.ofSeconds(1)).connect(speaker.port()).close();
  }

  @Test
  void aRangeHasOnePasswordForAll() throws IOException {
    Speaker speaker = start("127.0.0.41");
    speaker.configure(
        List.of(),
        List.of(
            new PeerRange(range("127.4.0.0/16", 9).range(), 9, template().protectedBy(SECRET))));
    Speaker member = start("127.4.5.6");

    assertThatThrownBy(() -> connectSoon(Dialer.from("127.4.0.1").to("127.0.0.41"), speaker))
        .isInstanceOf(SocketTimeoutException.class);
    member.configure(List.of(dialling("127.0.0.41", speaker, SECRET)));

    awaitEstablished(speaker, "127.4.5.6");
  }

  @Test
  void anotherPasswordCostsNobodyElseASession() throws IOException {
    Speaker speaker = start("127.0.0.51");
    Speaker changing = start("127.0.0.52");
    Speaker quiet = start("127.0.0.53");
    speaker.configure(List.of(peer("127.0.0.52", SECRET), peer("127.0.0.53", SECRET)));
    changing.configure(List.of(dialling("127.0.0.51", speaker, SECRET)));
    quiet.configure(List.of(dialling("127.0.0.51", speaker, SECRET)));
    awaitEstablished(speaker, "127.0.0.52");
    awaitEstablished(speaker, "127.0.0.53");

    // On both sides, as operators do: not even this session ends.
    speaker.configure(List.of(peer("127.0.0.52", OTHER), peer("127.0.0.53", SECRET)));
    changing.configure(List.of(dialling("127.0.0.51", speaker, OTHER)));
    changing.reset(IpAddress.of("127.0.0.51"), "with the new password");

    awaitLost("127.0.0.52");
    awaitEstablished(speaker, "127.0.0.52");
    assertThat(times(speaker, "127.0.0.52")).isEqualTo(2);
    assertThat(times(speaker, "127.0.0.53")).isEqualTo(1);
  }

  private void awaitLost(String address) {
    Patience.await()
        .until(() -> fixture.listener.told.stream().anyMatch(t -> t.startsWith("lost " + address)));
  }

  private static long times(Speaker speaker, String address) {
    return speaker.peers().stream()
        .filter(peer -> peer.config().address().equals(IpAddress.of(address)))
        .findFirst()
        .orElseThrow()
        .timesEstablished();
  }

  @Test
  void aPasswordThatIsTakenBackIsNotAskedForAnyMore() throws IOException {
    Speaker speaker = fixture.start(SessionLimits.DEFAULT);
    speaker.configure(List.of(peer("127.0.0.61", SECRET)));
    speaker.configure(List.of(peer("127.0.0.61")));

    try (TestPeer peer = TestPeer.connect("127.0.0.61", speaker.port())) {
      peer.establish(Opens.of(THEM));
      awaitEstablished(speaker, "127.0.0.61");
    }
  }

  @Test
  void saysWhyAPeerWithoutPasswordCannotLieInARangeWithOne() throws IOException {
    Speaker speaker = fixture.start(SessionLimits.DEFAULT);
    PeerRange range =
        new PeerRange(range("127.4.0.0/16", 9).range(), 9, template().protectedBy(SECRET));

    assertThatThrownBy(() -> speaker.configure(List.of(peer("127.4.0.1")), List.of(range)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "peer 127.4.0.1 has no password, but its range 127.4.0.0/16 has one:"
                + " give the peer a password too, or take it out of the range");
  }

  @Test
  void isUnavailableWithoutEpoll() {
    assertThatThrownBy(
            () -> new Keyring(false).replace(List.of(peer("127.0.0.1", SECRET)), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("passwords (TCP MD5) and TTL security work on Linux with epoll only");
  }

  @Test
  void neighboursWithTtlSecurityMeet() throws IOException {
    meet(start("127.0.0.71"), "127.0.0.71", start("127.0.0.72"), "127.0.0.72", NEAR);
  }

  @Test
  void whoSendsWithAnOrdinaryTtlIsTooFarAway() throws IOException {
    // RFC 5082, section 3: an ordinary TTL of 64 may have passed any number of routers.
    Speaker speaker = fixture.start(SessionLimits.DEFAULT);
    speaker.configure(List.of(peer("127.0.0.81", NEAR), peer("127.0.0.82")));

    try (TestPeer far = TestPeer.connect("127.0.0.81", speaker.port());
        TestPeer other = TestPeer.connect("127.0.0.82", speaker.port())) {
      other.establish(Opens.of("192.0.2.12"));
      awaitEstablished(speaker, "127.0.0.82");
      assertThat(far.readEnd()).isIn("closed", "reset");
      assertThat(speaker.refusals()).containsEntry(RefusalReason.TOO_FAR, 1L);
      assertThat(times(speaker, "127.0.0.81")).isZero();
    }
  }

  @Nested
  class OverIpv6 {
    // The loopback has one IPv6 address: both ends are there, and differ by port and identifier.
    private Speaker start(String routerId) throws IOException {
      return fixture.start("::1", 0, Ipv4Address.of(routerId).bits(), SessionLimits.DEFAULT);
    }

    @Test
    void speakersWithTheSamePasswordMeet() throws IOException {
      meet(start("192.0.2.1"), "::1", start("192.0.2.2"), "::1", SECRET);
    }

    @Test
    void nobodyGetsThroughWithoutThePassword() throws IOException {
      Speaker speaker = start("192.0.2.1");
      speaker.configure(List.of(peer("::1", SECRET)));

      assertThatThrownBy(() -> connectSoon(Dialer.from("::1").to("::1"), speaker))
          .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void neighboursWithTtlSecurityMeet() throws IOException {
      meet(start("192.0.2.1"), "::1", start("192.0.2.2"), "::1", NEAR);
    }

    @Test
    void whoSendsWithAnOrdinaryHopLimitIsTooFarAway() throws IOException {
      Speaker speaker = start("192.0.2.1");
      // With a peer that may be anywhere, or the kernel alone would keep the other one out.
      speaker.configure(List.of(peer("::1", NEAR), peer("2001:db8::9")));

      try (TestPeer far = Dialer.from("::1").to("::1").connect(speaker.port())) {
        assertThat(far.readEnd()).isIn("closed", "reset");
        assertThat(speaker.refusals()).containsEntry(RefusalReason.TOO_FAR, 1L);
      }
    }
  }

  @Test
  void secretsAreNotShown() {
    assertThat(peer("127.0.0.1", SECRET).toString()).doesNotContain("correct", "horse");
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    assertThatThrownBy(() -> Secret.of("x".repeat(81))).hasMessageContaining("1 to 80");
  }

  @Test
  void whileKeysAreChangedPeersWithEitherOneMeetAndNoSessionEnds() throws IOException {
    Speaker speaker = start("127.0.0.71");
    Speaker early = start("127.0.0.72");
    Speaker late = start("127.0.0.73");
    speaker.configure(List.of(peer("127.0.0.72", SECRET), peer("127.0.0.73", SECRET)));
    early.configure(List.of(dialling("127.0.0.71", speaker, SECRET)));
    late.configure(List.of(dialling("127.0.0.71", speaker, SECRET)));
    awaitEstablished(speaker, "127.0.0.72");
    awaitEstablished(speaker, "127.0.0.73");

    Protection both = new Protection(OTHER.password(), SECRET.password(), OTHER.ttlSecurityHops());
    speaker.configure(List.of(peer("127.0.0.72", both), peer("127.0.0.73", both)));
    early.configure(List.of());
    awaitLost("127.0.0.72");
    early.configure(List.of(dialling("127.0.0.71", speaker, OTHER)));
    awaitEstablished(speaker, "127.0.0.72");
    // One that has the former key still may lose its session, and gets it back.
    late.reset(IpAddress.of("127.0.0.71"), "for another reason");
    awaitLost("127.0.0.73");
    awaitEstablished(speaker, "127.0.0.73");

    speaker.configure(List.of(peer("127.0.0.72", OTHER), peer("127.0.0.73", OTHER)));
    assertThat(times(speaker, "127.0.0.72")).isEqualTo(2);
    assertThat(times(speaker, "127.0.0.73")).isEqualTo(2);
  }
}
