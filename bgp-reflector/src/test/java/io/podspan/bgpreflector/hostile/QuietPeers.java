package io.podspan.bgpreflector.hostile;

import io.podspan.bgp.testpeer.Opens;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgp.wire.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Many clients that announce nothing, read everything, and send KEEPALIVEs on time. */
final class QuietPeers implements AutoCloseable {
  private final List<TestPeer> peers = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  static QuietPeers start(int count, IntFunction<String> address, int port, int holdTime)
      throws IOException {
    QuietPeers quiet = new QuietPeers();
    quiet.clock.scheduleAtFixedRate(
        quiet::keepAlive, holdTime * 333L, holdTime * 333L, TimeUnit.MILLISECONDS);
    for (int number = 0; number < count; number++) {
      quiet.add(TestPeer.established(address.apply(number), port, Opens.ASN, holdTime));
    }
    return quiet;
  }

  private synchronized void add(TestPeer peer) {
    peers.add(peer);
    peer.readOn();
  }

  private synchronized void keepAlive() {
    for (TestPeer peer : peers) {
      try {
        peer.send(Message.Keepalive.INSTANCE);
      } catch (IOException _) {
        // The test sees that this session is gone.
      }
    }
  }

  /** The smallest number of KEEPALIVEs that one of them received. */
  synchronized long fewestKeepalives() {
    return peers.stream()
        .mapToLong(peer -> peer.received().count(Message.KEEPALIVE))
        .min()
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    for (TestPeer peer : peers) {
      peer.close();
    }
  }
}
