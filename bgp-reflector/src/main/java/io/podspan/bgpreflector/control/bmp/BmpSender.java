package io.podspan.bgpreflector.control.bmp;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Octets;
import io.podspan.bgp.wire.bmp.BmpEncoder;
import io.podspan.bgp.wire.bmp.BmpMessage;
import io.podspan.bgp.wire.bmp.BmpMessage.Figure;
import io.podspan.bgp.wire.bmp.PeerHeader;
import io.podspan.bgp.wire.bmp.Tlv;
import io.podspan.servicekit.supervise.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells one station. Its thread is its own, and no turn waits for the network. */
public final class BmpSender implements Task {
  private static final Logger LOG = Logger.getLogger(BmpSender.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration SHORT = Duration.ofMillis(10);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_FIGURES = Duration.ofSeconds(60);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int ENOUGH = 64 << 10;
  private static final int ROUTES_IN_LOC_RIB = 8;

  private final InetSocketAddress station;
  private final Myself self;
  private final LocRib table;
  private final LocRib.Owed owed;
  private final InstantSource clock;
  private @Nullable SocketChannel channel;
  private boolean told;
  private ByteBuffer out = ByteBuffer.allocate(0);
  private Instant progress = Instant.EPOCH;
  private Instant figuresAt = Instant.EPOCH;
  private Duration pause = SHORTEST_PAUSE;
  private volatile boolean connected;

  public BmpSender(InetSocketAddress station, Myself self, LocRib table, InstantSource clock) {
    this.station = station;
    this.self = self;
    this.table = table;
    this.owed = table.station();
    this.clock = clock;
  }

  /** Any thread. */
  public boolean isConnected() {
    return connected;
  }

  @Override
  public Duration turn() {
    try {
      SocketChannel open = channel;
      return open == null ? dial() : turn(open);
    } catch (IOException e) {
      return lost(String.valueOf(e.getMessage()));
    }
  }

  private Duration dial() throws IOException {
    SocketChannel dialed = SocketChannel.open();
    channel = dialed;
    dialed.configureBlocking(false);
    dialed.connect(station);
    progress = clock.instant();
    return SHORT;
  }

  private Duration turn(SocketChannel open) throws IOException {
    Instant now = clock.instant();
    if (!told) {
      if (open.finishConnect()) {
        connected(now);
      } else {
        return now.isAfter(progress.plus(CONNECT)) ? lost("it does not answer") : SHORT;
      }
    }
    if (open.read(ByteBuffer.allocate(256)) < 0) {
      return lost("it closed the connection");
    }
    if (table.isTooFarBehind(owed)) {
      return lost("it reads too slowly");
    }
    if (!out.hasRemaining()) {
      fill(now);
    }
    if (out.hasRemaining() && open.write(out) > 0) {
      progress = now;
    }
    if (!out.hasRemaining()) {
      progress = now;
      return POLL;
    }
    return now.isAfter(progress.plus(PATIENCE)) ? lost("it does not read") : SHORT;
  }

  private void connected(Instant now) {
    told = true;
    connected = true;
    progress = now;
    figuresAt = now;
    out = ByteBuffer.wrap(hello(now, table.begin(owed)));
    LOG.infof("BMP: station %s is told the Loc-RIB", station);
  }

  private byte[] hello(Instant now, int routes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(
        BmpEncoder.encode(
            new BmpMessage.Initiation(
                List.of(
                    Tlv.of(Tlv.SYS_DESCR, "Podspan bgp-reflector"),
                    Tlv.of(Tlv.SYS_NAME, self.name())))));
    all.writeBytes(BmpEncoder.encode(self.up(now)));
    if (routes == 0) {
      endOfRib(all, self.header(now));
    }
    return all.toByteArray();
  }

  private void fill(Instant now) {
    PeerHeader header = self.header(now);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    boolean more = true;
    while (more && all.size() < ENOUGH) {
      LocRib.Batch batch = table.take(owed, Updates.MOST_PREFIXES);
      more = !batch.told().isEmpty();
      Updates.of(header, batch.told()).forEach(all::writeBytes);
      if (batch.dumped()) {
        endOfRib(all, header);
      }
    }
    // A station that listens a minute long takes what it is told. One that accepts and closes, as
    // where the reflector's address is not let in, is not told the table each second for ever.
    if (!now.isBefore(figuresAt.plus(BETWEEN_FIGURES))) {
      figuresAt = now;
      pause = SHORTEST_PAUSE;
      all.writeBytes(
          BmpEncoder.encode(
              new BmpMessage.Statistics(
                  header, List.of(new Figure(ROUTES_IN_LOC_RIB, 0, 0, table.size())))));
    }
    out = ByteBuffer.wrap(all.toByteArray());
  }

  private static void endOfRib(ByteArrayOutputStream all, PeerHeader header) {
    for (AddressFamily family : AddressFamily.values()) {
      all.writeBytes(Updates.endOfRib(header, family));
    }
  }

  /**
   * @return until the next attempt: 1 to 30 s
   */
  private Duration lost(String why) {
    if (told) {
      LOG.infof("BMP: station %s is lost: %s", station, why);
    } else {
      LOG.debugf("BMP: station %s: %s", station, why);
    }
    close();
    Duration now = pause;
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    return now;
  }

  private void close() {
    SocketChannel open = channel;
    channel = null;
    told = false;
    connected = false;
    out = ByteBuffer.allocate(0);
    table.end(owed);
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.debugf("BMP: closing the connection to %s: %s", station, e.getMessage());
      }
    }
  }

  @Override
  public void failed(Throwable failure) {
    close();
  }

  /** Says that it ends, if the station reads. */
  @Override
  public void ended() {
    SocketChannel open = channel;
    if (open != null && told && !out.hasRemaining()) {
      byte[] end =
          BmpEncoder.encode(
              new BmpMessage.Termination(List.of(new Tlv(Tlv.REASON, Octets.ofShort(0)))));
      try {
        open.write(ByteBuffer.wrap(end));
      } catch (IOException e) {
        LOG.debugf("BMP: station %s: %s", station, e.getMessage());
      }
    }
    close();
  }
}
