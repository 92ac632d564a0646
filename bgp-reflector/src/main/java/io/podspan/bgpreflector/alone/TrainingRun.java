package io.podspan.bgpreflector.alone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A life of the reflector in a few seconds, for the JVM to record which classes it loads and which
 * methods are hot: {@code java -XX:AOTCacheOutput=FILE ... TrainingRun}. Sessions come and go by
 * hundreds, routes by tens of thousands, of both families, and a file is read. Needs a loopback
 * with all of 127.0.0.0/8, as Linux has it.
 */
public final class TrainingRun {
  private static final int NODES = 200;
  private static final int TABLES = 4;
  private static final int TABLE_UPDATES = 1500;
  private static final int PREFIXES_PER_UPDATE = 6;
  private static final int TABLE = TABLE_UPDATES * PREFIXES_PER_UPDATE;
  private static final int REPEATED = 50;
  private static final int FIRST_NODE_PREFIX = 10 << 24;
  private static final int FIRST_TABLE_PREFIX = 20 << 24;
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final long WATCHDOG_SECONDS = 120;

  private final Signals signals = new Signals();
  private final LongAdder received = new LongAdder();
  private final List<TrainingPeer> nodes = new ArrayList<>();
  private final List<TrainingPeer> tables = new ArrayList<>();
  private final Path file;
  private final int port;

  private TrainingRun(Path file, int port) {
    this.file = file;
    this.port = port;
  }

  public static void main(String[] arguments) {
    JavaLogging.makePlain();
    haltIfStuck();
    System.exit(train());
  }

  private static int train() {
    try {
      Path file = Files.createTempFile("reflector", ".yaml");
      try {
        return new TrainingRun(file, freePort()).run();
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException failed) {
      System.err.println("training failed: " + failed);
      return ExitCode.FAILED;
    }
  }

  private static void haltIfStuck() {
    CompletableFuture.delayedExecutor(WATCHDOG_SECONDS, TimeUnit.SECONDS)
        .execute(() -> Runtime.getRuntime().halt(ExitCode.FAILED));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private int run() throws IOException {
    signals.listen();
    commandLines();
    writeFile(2 * NODES);
    CompletableFuture<Integer> reflector =
        CompletableFuture.supplyAsync(this::reflect, Thread.ofPlatform()::start);
    connectFirst();
    for (int i = 1; i < NODES; i++) {
      nodes.add(connect("127.0.1." + i));
    }
    for (int i = 1; i <= TABLES; i++) {
      tables.add(connect("127.0.2." + i));
    }
    routesOfNodes();
    routesOfTables();
    changes();
    losses();
    signals.add(Signals.Request.STOP);
    return reflector.join();
  }

  // The reflector, as its users start it.

  /**
   * Good ones and bad ones: the cache leaves out a class that another one's check only looked at.
   */
  private void commandLines() {
    String here = "127.0.0.1:" + port;
    execute("--help");
    execute("--no-such-option");
    execute("--status-every", "often");
    execute("--check-config", "--listen", here, "--asn", "64512", "--allow", "127.0.0.1/8");
    execute(
        "--check-config",
        "--listen",
        here,
        "--asn",
        "64512",
        "--allow",
        "127.0.0.0/8",
        "--originate",
        "1.0.0.2/32");
  }

  private int execute(String... arguments) {
    try {
      return new ReflectorCommand(signals, System.out, System.err).execute(arguments);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
  }

  private void writeFile(int limit) throws IOException {
    Files.writeString(
        file,
        """
        asn: 64512
        listen: [127.0.0.1:%d]
        originate: [1.0.0.2/32]
        defaults:
          prefixLimit: {max: 1000000, action: reject}
        peers:
          - address: 127.0.2.1
            name: table-1
        ranges:
          - range: 127.0.0.0/16
            limit: %d
        """
            .formatted(port, limit));
  }

  private int reflect() {
    return execute("-f", file.toString(), "--status-every", "1");
  }

  /** The reflector may still be on its way. */
  private void connectFirst() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (nodes.isEmpty()) {
      try {
        nodes.add(connect("127.0.1.250"));
      } catch (IOException tooEarly) {
        if (System.nanoTime() > deadline) {
          throw tooEarly;
        }
        pause(Duration.ofMillis(20));
      }
    }
  }

  private TrainingPeer connect(String address) throws IOException {
    return TrainingPeer.established(address, port, received);
  }

  // What peers do.

  /** Each node announces one route of each family, as nodes of Kubernetes do. */
  private void routesOfNodes() throws IOException {
    for (int i = 0; i < nodes.size(); i++) {
      TrainingPeer node = nodes.get(i);
      node.send(
          TrainingFrames.announceIpv4(node.address(), 0, 100, FIRST_NODE_PREFIX + (i << 8), 1));
      node.send(TrainingFrames.announceIpv6(node.address(), 0, i, 1));
    }
    awaitQuiet();
  }

  /** Two of the tables hold the same prefixes: best paths move. */
  private void routesOfTables() throws IOException {
    for (int update = 0; update < TABLE_UPDATES; update++) {
      for (int i = 0; i < TABLES; i++) {
        TrainingPeer table = tables.get(i);
        int preference = i == 1 ? 200 : 100;
        table.send(
            TrainingFrames.announceIpv4(
                table.address(), update, preference, prefix(i / 2, update), PREFIXES_PER_UPDATE));
      }
      TrainingPeer table = tables.getFirst();
      table.send(TrainingFrames.announceIpv6(table.address(), update, 1000 + 4 * update, 4));
    }
    awaitQuiet();
  }

  private static int prefix(int table, int update) {
    return FIRST_TABLE_PREFIX + ((table * TABLE + update * PREFIXES_PER_UPDATE) << 8);
  }

  private void changes() throws IOException {
    for (int update = 0; update < TABLE_UPDATES; update += 2) {
      tables.get(1).send(TrainingFrames.withdrawIpv4(prefix(0, update), PREFIXES_PER_UPDATE));
      tables.get(0).send(TrainingFrames.withdrawIpv6(1000 + 4 * update, 4));
    }
    TrainingPeer first = nodes.getFirst();
    first.send(TrainingFrames.refresh(IPV4));
    first.send(TrainingFrames.refresh(IPV6));
    first.send(TrainingFrames.malformed(FIRST_NODE_PREFIX, first.address()));
    signals.add(Signals.Request.STATUS);
    writeFile(3 * NODES);
    signals.add(Signals.Request.RELOAD);
    awaitQuiet();
  }

  private void losses() throws IOException {
    for (TrainingPeer node : nodes.subList(NODES - REPEATED, NODES)) {
      node.send(TrainingFrames.goodbye());
      node.close();
    }
    tables.get(2).close();
    for (TrainingPeer node : nodes.subList(1, REPEATED)) {
      node.close();
    }
    awaitQuiet();
    for (int i = 1; i < REPEATED; i++) {
      connect("127.0.1." + i);
    }
    awaitQuiet();
  }

  /** Until nothing has come for a while. */
  private void awaitQuiet() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long before = -1;
    while (before != received.sum() && System.nanoTime() < deadline) {
      before = received.sum();
      pause(QUIET);
    }
  }

  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
