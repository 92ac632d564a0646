package io.podspan.bgpreflector.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgpreflector.wire.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyPeersTest {
  private static final int MANY = 5000;

  private final SessionFixture fixture = new SessionFixture();

  @Test
  void listsThousandsOfPeersInNoTime() {
    fixture.directory.replace(
        IntStream.range(0, MANY)
            .mapToObj(i -> IpAddress.ofIpv4(0x0a00_0000 + i))
            .map(address -> new PeerConfig(address, "node", SpeakerFixture.template()))
            .toList(),
        List.of());
    fixture.runLoops();

    Duration best = Duration.ofDays(1);
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      List<PeerSnapshot> all = fixture.directory.snapshots();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      best = took.compareTo(best) < 0 ? took : best;
      assertThat(all)
          .hasSize(MANY)
          .isSortedAccordingTo(java.util.Comparator.comparing(p -> p.config().address()));
    }

    assertThat(best).isLessThan(Duration.ofMillis(50));
  }
}
