package io.podspan.cli;

import io.podspan.cli.machine.Installation;
import io.podspan.embedded.kafka.EmbeddedKafka;
import io.podspan.embedded.kafka.KafkaConfig;
import io.podspan.embedded.postgres.EmbeddedPostgres;
import io.podspan.embedded.postgres.PostgresConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The two stores without services, for the test of Podspan in a cluster: there they are what a
 * platform has outside. The passwords are in {@code DATA/postgres/logins.properties}.
 */
@Command(
    name = "stores",
    hidden = true,
    mixinStandardHelpOptions = true,
    header = "Runs only Postgres and Kafka until it is stopped.",
    description =
        "%nFor the rig of lab/kubernetes. Kafka asks nobody for a password: listen only where nobody else is.",
    footer = {"%nExample:", "  podspan stores --listen 198.18.64.1 --data .podspan/hub"})
final class StoresCommand implements Callable<Integer> {
  @Option(names = "--listen", paramLabel = "ADDRESS", required = true, description = "Where.")
  String listen;

  @Option(names = "--data", paramLabel = "FOLDER", required = true, description = "For all data.")
  Path data;

  @Option(names = "--postgres-port", defaultValue = "5432", description = "Default: 5432.")
  int postgresPort;

  @Option(names = "--kafka-port", defaultValue = "9092", description = "Default: 9092.")
  int kafkaPort;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = data.toAbsolutePath().normalize();
    Files.createDirectories(folder.resolve("logs"));
    PostgresConfig postgres =
        PostgresConfig.in(folder, postgresPort)
            .withBinaries(Installation.current().postgresBinaries())
            .listeningOn(listen);
    KafkaConfig kafka = KafkaConfig.in(folder, kafkaPort, 0).listeningOn(listen);
    try (EmbeddedPostgres database = EmbeddedPostgres.start(postgres);
        EmbeddedKafka broker = EmbeddedKafka.start(kafka)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker, database), "stop"));
      System.out.println("ready: " + database.jdbcUrl() + " " + broker.bootstrapServers());
      new CountDownLatch(1).await();
    }
    return ExitCode.OK;
  }

  private static void stop(EmbeddedKafka broker, EmbeddedPostgres database) {
    broker.stop();
    database.stop();
  }
}
