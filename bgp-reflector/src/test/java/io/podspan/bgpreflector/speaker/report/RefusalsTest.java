package io.podspan.bgpreflector.speaker.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private static final IpAddress STRANGER = IpAddress.of("192.0.2.99");

  private final RecordingListener listener = new RecordingListener();
  private long millis = 1_000_000;
  private final Refusals refusals = new Refusals(listener, () -> Instant.ofEpochMilli(millis));

  @Test
  void countsEachAndTellsNowAndThen() {
    for (int i = 0; i < 500; i++) {
      refusals.note(STRANGER, RefusalReason.UNKNOWN_PEER);
    }
    assertThat(refusals.counts()).containsEntry(RefusalReason.UNKNOWN_PEER, 500L);
    assertThat(listener.told).containsExactly("refused 192.0.2.99 UNKNOWN_PEER 1");

    millis += Refusals.QUIET_MILLIS;
    refusals.note(STRANGER, RefusalReason.UNKNOWN_PEER);
    assertThat(listener.told).last().isEqualTo("refused 192.0.2.99 UNKNOWN_PEER 500");
  }

  @Test
  void aFloodFromManyAddressesIsToldAtABoundedRate() {
    for (int i = 0; i < 5_000; i++) {
      refusals.note(IpAddress.ofIpv4(i), RefusalReason.UNKNOWN_PEER);
    }

    assertThat(refusals.counts()).containsEntry(RefusalReason.UNKNOWN_PEER, 5_000L);
    assertThat(listener.told).hasSize(Refusals.MAX_TOLD_PER_SECOND);
  }
}
