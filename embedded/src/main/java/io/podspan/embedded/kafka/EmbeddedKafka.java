package io.podspan.embedded.kafka;

import io.podspan.embedded.process.Child;
import io.podspan.embedded.process.Command;
import io.podspan.embedded.process.FileTree;
import io.podspan.embedded.process.FullDisk;
import io.podspan.embedded.process.LogFile;
import io.podspan.embedded.process.Ports;
import io.podspan.embedded.process.ProcessTable;
import io.podspan.embedded.process.Signal;
import io.podspan.embedded.process.StartFailedException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * A running Kafka. Usable from any thread; {@link #stop} and {@link #restart} from one at a time.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(90);
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final List<String> FLAGS =
      List.of(
          "-Xmx72m",
          "-Xms24m",
          "-XX:MaxNewSize=12m",
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=25",
          "-XX:+UseSerialGC",
          // It would be in /tmp.
          "-XX:-UsePerfData",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dorg.apache.logging.log4j.level=WARN",
          "-XX:+ExitOnOutOfMemoryError");

  private final KafkaConfig config;
  private final int port;
  private final Path data;
  private volatile Child broker;

  private EmbeddedKafka(KafkaConfig config, int port, Path data, Child broker) {
    this.config = config;
    this.port = port;
    this.data = data;
    this.broker = broker;
  }

  /**
   * Starts the broker and waits until it is up.
   *
   * @throws io.podspan.embedded.process.PortTakenException when a port is taken; nothing was
   *     started then
   * @throws StartFailedException when it does not start, with the end of its log
   */
  public static EmbeddedKafka start(KafkaConfig config) {
    int port = config.port() == 0 ? Ports.free() : config.port();
    int controllerPort = config.controllerPort() == 0 ? Ports.free() : config.controllerPort();
    Path data = config.data().toAbsolutePath().normalize();
    stopLeftovers(data);
    Ports.require(config.listen(), port, "Kafka");
    Ports.require("127.0.0.1", controllerPort, "Kafka's controller");
    write(config, data, port, controllerPort);
    EmbeddedKafka kafka = new EmbeddedKafka(config, port, data, launch(config, data));
    kafka.awaitReady();
    return kafka;
  }

  /** For {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return config.listen() + ":" + port;
  }

  public int port() {
    return port;
  }

  public long pid() {
    return broker.pid();
  }

  /** The process that runs now; another one after {@link #restart}. */
  public Child child() {
    return broker;
  }

  /** Completes with the exit code when the broker has ended, for whatever reason. */
  public CompletableFuture<Integer> onExit() {
    return broker.onExit();
  }

  public boolean alive() {
    return broker.alive();
  }

  /** A clean shutdown. */
  public void stop() {
    broker.stop(GRACE);
  }

  /** SIGKILL, as a crash. */
  public void kill() {
    broker.kill();
  }

  /** Freezes it: connections stay open and nothing is answered. */
  public void pause() {
    Signal.STOP.send(pid());
  }

  /** Continues after {@link #pause}. */
  public void resume() {
    Signal.CONT.send(pid());
  }

  /**
   * Starts the broker again after {@link #stop}, {@link #kill} or its own death, on the same ports
   * and data.
   */
  public void restart() {
    stopLeftovers(data);
    Ports.require(config.listen(), port, "Kafka");
    broker = launch(config, data);
    awaitReady();
  }

  @Override
  public void close() {
    stop();
  }

  /** Stops the broker that a killed launcher left on this data folder, if there is one. */
  public static void stopLeftovers(KafkaConfig config) {
    stopLeftovers(config.data().toAbsolutePath().normalize());
  }

  /** The data folder identifies a broker: it is its working directory. */
  private static void stopLeftovers(Path data) {
    List<Long> left = ProcessTable.workingIn(data);
    for (Signal signal : List.of(Signal.TERM, Signal.KILL)) {
      left.forEach(signal::send);
      Instant end = Instant.now().plus(Duration.ofSeconds(10));
      while (!left.isEmpty() && Instant.now().isBefore(end)) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        left = ProcessTable.workingIn(data);
      }
    }
  }

  private static void write(KafkaConfig config, Path data, int port, int controllerPort) {
    try {
      Files.createDirectories(data);
      try (Writer writer = Files.newBufferedWriter(data.resolve("server.properties"))) {
        BrokerProperties.of(config, data.resolve("topics"), port, controllerPort)
            .store(writer, "written at every start");
      }
    } catch (IOException e) {
      throw new StartFailedException(
          "cannot write to " + data + ": " + FullDisk.saidBy(e, data).orElse(e.getMessage()), e);
    }
  }

  private static Child launch(KafkaConfig config, Path data) {
    try {
      Files.deleteIfExists(data.resolve("ready"));
      new FileTree(config.temporary()).emptied();
    } catch (IOException e) {
      throw new StartFailedException(
          "cannot write to " + data + ": " + FullDisk.saidBy(e, data).orElse(e.getMessage()), e);
    }
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(FLAGS);
    line.add("-Djava.io.tmpdir=" + config.temporary());
    line.addAll(config.jvmFlags());
    line.add("-cp");
    line.add(KafkaClassPath.ofThisJvm());
    line.add(Broker.class.getName());
    line.add(data.resolve("server.properties").toString());
    line.add(data.resolve("ready").toString());
    Map<String, String> environment = Map.of("MALLOC_ARENA_MAX", "2");
    return Child.spawn(new Command("kafka", line, environment, data, config.log(), Signal.TERM));
  }

  private void awaitReady() {
    Instant end = Instant.now().plus(READY);
    while (!Files.exists(data.resolve("ready"))) {
      if (!broker.alive()) {
        throw new StartFailedException("Kafka ended while starting" + fullDisk() + logEnd());
      }
      if (Instant.now().isAfter(end)) {
        broker.kill();
        throw new StartFailedException("Kafka is not ready after " + READY + logEnd());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private String fullDisk() {
    String words = String.join("\n", new LogFile(config.log()).tail(20));
    return FullDisk.explains(words, config.data()).map(said -> ". " + said).orElse("");
  }

  private String logEnd() {
    return new LogFile(config.log()).quoted(15);
  }
}
