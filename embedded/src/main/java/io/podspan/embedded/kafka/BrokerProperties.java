package io.podspan.embedded.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of the one broker: small, local, and quick to come back after a kill. */
final class BrokerProperties {
  private BrokerProperties() {}

  static Properties of(KafkaConfig config, Path logs, int port, int controllerPort) {
    Properties properties = new Properties();
    properties.putAll(endpoints(config.listen(), port, controllerPort));
    properties.putAll(singleNode());
    properties.putAll(small());
    properties.setProperty("log.dirs", logs.toString());
    properties.putAll(config.properties());
    return properties;
  }

  private static Map<String, String> endpoints(String listen, int port, int controllerPort) {
    String client = "CLIENT://" + listen + ":" + port;
    String controller = "127.0.0.1:" + controllerPort;
    return Map.of(
        "process.roles", "broker,controller",
        "node.id", "1",
        "listeners", client + ",CONTROLLER://" + controller,
        "advertised.listeners", client + ",CONTROLLER://" + controller,
        "listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name", "CLIENT",
        "controller.listener.names", "CONTROLLER",
        "controller.quorum.bootstrap.servers", controller);
  }

  private static Map<String, String> singleNode() {
    return Map.of(
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "group.initial.rebalance.delay.ms", "0",
        // A killed broker can come back only after its former session has expired: 9 s by default.
        "broker.session.timeout.ms", "3000",
        "broker.heartbeat.interval.ms", "500",
        // The owner of a topic provisions it, with its partitions and compaction. A mistyped name
        // creates no topic.
        "auto.create.topics.enable", "false");
  }

  private static Map<String, String> small() {
    return Map.of(
        "offsets.topic.num.partitions", "4",
        "transaction.state.log.num.partitions", "2",
        "log.cleaner.dedupe.buffer.size", "2097152",
        "log.segment.bytes", "33554432",
        "num.network.threads", "2",
        "num.io.threads", "2",
        "background.threads", "2");
  }
}
