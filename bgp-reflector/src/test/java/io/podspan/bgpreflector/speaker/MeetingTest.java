package io.podspan.bgpreflector.speaker;

import static io.podspan.bgpreflector.speaker.SpeakerFixture.awaitEstablished;
import static io.podspan.bgpreflector.speaker.SpeakerFixture.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.testpeer.Dialer;
import io.podspan.bgp.testpeer.Opens;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerTemplate;
import io.podspan.bgpreflector.speaker.config.SessionLimits;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Speakers on real sockets that find each other. */
class MeetingTest {
  private static final String FIRST = "127.0.2.1";
  private static final String SECOND = "127.0.2.2";

  private final SpeakerFixture fixture = new SpeakerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private Speaker start(String address, int port) throws IOException {
    return fixture.start(
        address, port, Ipv4Address.of("127.0.0.1").bits() + port(address), SessionLimits.DEFAULT);
  }

  private static int port(String address) {
    return address.equals(FIRST) ? 1 : 2;
  }

  @RepeatedTest(5)
  void twoThatStartTogetherAndBothDialMeet() throws IOException {
    Speaker first = start(FIRST, 0);
    Speaker second = start(SECOND, first.port());
    PeerTemplate dialling = template().dialling(first.port());

    first.configure(List.of(new PeerConfig(IpAddress.of(SECOND), "second", dialling)));
    second.configure(List.of(new PeerConfig(IpAddress.of(FIRST), "first", dialling)));

    awaitEstablished(first, SECOND);
    awaitEstablished(second, FIRST);
    assertThat(first.peers().getFirst().timesEstablished()).isEqualTo(1);
  }

  @Test
  void listensOnIpv6Too() throws IOException {
    Speaker speaker =
        fixture.start("::1", 0, Ipv4Address.of("192.0.2.1").bits(), SessionLimits.DEFAULT);
    speaker.configure(List.of(SpeakerFixture.peer("::1")));

    try (TestPeer peer = Dialer.from("::1").to("::1").connect(speaker.port())) {
      peer.establish(Opens.of("192.0.2.11"));
      awaitEstablished(speaker, "::1");
    }
  }

  @Test
  void listensOnAllAddressesOfBothFamiliesAtOnce() throws IOException {
    Speaker ipv4 =
        fixture.start("0.0.0.0", 0, Ipv4Address.of("192.0.2.1").bits(), SessionLimits.DEFAULT);
    Speaker ipv6 =
        fixture.start("::", ipv4.port(), Ipv4Address.of("192.0.2.2").bits(), SessionLimits.DEFAULT);

    assertThat(ipv4.isListening()).isTrue();
    assertThat(ipv6.isListening()).isTrue();
  }
}
