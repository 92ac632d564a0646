package io.podspan.embedded.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to run it.
 *
 * @param data its own folder, created when absent
 * @param log where the broker writes
 * @param temporary its own folder for temporary files, emptied at every start
 * @param listen the address that clients connect to
 * @param port for clients, 0 takes a free one
 * @param controllerPort for the controller, always on loopback, 0 takes a free one
 * @param jvmFlags flags besides its own, such as an AOT cache
 * @param properties of the broker, before its own: such as TLS on the listener {@code CLIENT}
 */
public record KafkaConfig(
    Path data,
    Path log,
    Path temporary,
    String listen,
    int port,
    int controllerPort,
    List<String> jvmFlags,
    Map<String, String> properties) {
  public KafkaConfig {
    jvmFlags = List.copyOf(jvmFlags);
    properties = Map.copyOf(properties);
  }

  /** On loopback, below this folder. */
  public static KafkaConfig in(Path folder, int port, int controllerPort) {
    return new KafkaConfig(
        folder.resolve("kafka"),
        folder.resolve("logs/kafka.log"),
        folder.resolve("tmp/kafka").toAbsolutePath(),
        "127.0.0.1",
        port,
        controllerPort,
        List.of(),
        Map.of());
  }

  /** On another address. The broker asks nobody for a password. */
  public KafkaConfig listeningOn(String address) {
    return new KafkaConfig(
        data, log, temporary, address, port, controllerPort, jvmFlags, properties);
  }

  public KafkaConfig withJvmFlags(List<String> flags) {
    return new KafkaConfig(data, log, temporary, listen, port, controllerPort, flags, properties);
  }

  /** With these properties of the broker, before its own. */
  public KafkaConfig withProperties(Map<String, String> others) {
    return new KafkaConfig(data, log, temporary, listen, port, controllerPort, jvmFlags, others);
  }
}
