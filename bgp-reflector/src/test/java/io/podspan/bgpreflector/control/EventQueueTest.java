package io.podspan.bgpreflector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.PeerIdentity;
import io.podspan.events.SessionEvent;
import io.podspan.events.SessionEvent.SessionEstablished;
import io.podspan.events.SessionEvent.SessionLost;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private static final PeerIdentity FIRST =
      new PeerIdentity("reflector", "192.0.2.11", "paris", "a");
  private static final PeerIdentity SECOND =
      new PeerIdentity("reflector", "192.0.2.12", "paris", "b");

  private static SessionEstablished up(PeerIdentity peer) {
    return new SessionEstablished(peer, 64512, "192.0.2.11", 90, List.of("ipv4-unicast"));
  }

  private static SessionLost down(PeerIdentity peer) {
    return new SessionLost(peer, "test", 1);
  }

  @Test
  void keepsTheOrder() throws InterruptedException {
    EventQueue queue = new EventQueue(10);
    queue.offer(up(FIRST));
    queue.offer(down(FIRST));

    assertThat(queue.poll(10, 0)).containsExactly(up(FIRST), down(FIRST));
    assertThat(queue.coalescedCount()).isZero();
  }

  @Test
  void coalescesPerPeerToTheStateItLedToWhenFull() throws InterruptedException {
    EventQueue queue = new EventQueue(1);
    queue.offer(up(FIRST));
    queue.offer(down(FIRST));
    queue.offer(up(FIRST));
    queue.offer(up(SECOND));
    queue.offer(down(FIRST));

    assertThat(queue.poll(10, 0)).containsExactly(up(FIRST), up(SECOND), down(FIRST));
    assertThat(queue.coalescedCount()).isEqualTo(2);
  }

  @Test
  void rejectedPrefixesDoNotHideTheStateOfTheSession() throws InterruptedException {
    EventQueue queue = new EventQueue(0);
    SessionEvent rejected = new SessionEvent.PrefixRejected(FIRST, "10.9.0.0/24", null, "test");
    queue.offer(up(FIRST));
    queue.offer(rejected);

    assertThat(queue.poll(10, 0)).containsExactly(up(FIRST), rejected);
  }

  @Test
  void laterEventsDoNotOvertakeCoalescedOnes() throws InterruptedException {
    EventQueue queue = new EventQueue(1);
    queue.offer(up(FIRST));
    queue.offer(down(FIRST));
    assertThat(queue.poll(1, 0)).containsExactly(up(FIRST));
    queue.offer(up(FIRST));

    assertThat(queue.poll(10, 0)).containsExactly(up(FIRST));
  }

  @Test
  void isBoundedWhateverTheNumberOfStrangers() {
    EventQueue queue = new EventQueue(10);
    for (int i = 0; i < 50_000; i++) {
      PeerIdentity stranger = new PeerIdentity("reflector", "stranger-" + i, null, null);
      queue.offer(new SessionEvent.PeerRefused(stranger, "test", 1));
    }

    assertThat(queue.size()).isEqualTo(40_010);
    assertThat(queue.coalescedCount()).isEqualTo(9_990);
  }
}
