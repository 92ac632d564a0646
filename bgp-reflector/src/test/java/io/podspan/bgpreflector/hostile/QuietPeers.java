package io.podspan.bgpreflector.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** Many clients that announce nothing, read all, and keep their sessions alive on time. */
final class QuietPeers implements AutoCloseable {
  private final List<RawPeer> peers = new ArrayList<>();
  private final List<Thread> readers = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong longestSilence = new AtomicLong();

  static QuietPeers start(int count, IntFunction<String> address, int port, int holdTime)
      throws IOException {
    QuietPeers quiet = new QuietPeers();
    quiet.clock.scheduleAtFixedRate(
        quiet::keepAlive, holdTime * 333L, holdTime * 333L, TimeUnit.MILLISECONDS);
    for (int number = 0; number < count; number++) {
      quiet.add(RawPeer.established(address.apply(number), port, holdTime));
    }
    return quiet;
  }

  private synchronized void add(RawPeer peer) {
    peers.add(peer);
    readers.add(Thread.startVirtualThread(() -> readAll(peer)));
  }

  private synchronized void keepAlive() {
    for (RawPeer peer : peers) {
      try {
        peer.send(Bytes.keepalive());
      } catch (IOException _) {
        // Its session is gone, which the test will find.
      }
    }
  }

  private void readAll(RawPeer peer) {
    long last = System.nanoTime();
    try {
      while (true) {
        peer.read();
        long now = System.nanoTime();
        longestSilence.accumulateAndGet(now - last, Math::max);
        last = now;
      }
    } catch (IOException _) {
      // Closed by either side.
    }
  }

  /** For how long one of them heard nothing: its own hold timer. */
  long longestSilenceMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestSilence.get());
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    for (RawPeer peer : peers) {
      peer.close();
    }
  }
}
