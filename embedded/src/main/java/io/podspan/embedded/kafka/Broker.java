package io.podspan.embedded.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * The main class of the child JVM. It formats the storage once, runs the broker, and writes a file
 * when the broker is up.
 */
public final class Broker {
  private Broker() {}

  /**
   * @param arguments the properties file, and the file to write when the broker is up
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Path ready = Path.of(arguments[1]);
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    formatOnce(file, Path.of(properties.getProperty("log.dirs")));
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
    server.startup();
    Files.writeString(ready, Long.toString(ProcessHandle.current().pid()));
    server.awaitShutdown();
  }

  private static void formatOnce(Path file, Path logs) {
    if (Files.exists(logs.resolve("meta.properties"))) {
      return;
    }
    String id = Uuid.randomUuid().toString();
    String[] format = {
      "format",
      "--standalone",
      "--cluster-id",
      id,
      "--config",
      file.toString(),
      "--ignore-formatted"
    };
    int code = StorageTool.execute(format, System.out);
    if (code != 0) {
      throw new IllegalStateException("cannot format " + logs + ", code " + code);
    }
  }
}
