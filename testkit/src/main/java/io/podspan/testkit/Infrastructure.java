package io.podspan.testkit;

import java.util.Objects;

/**
 * The two servers of this test JVM, for tests that stop them for a while. Each call returns when it
 * has taken effect. A test that stops a server starts it again, in a {@code finally} or
 * {@code @AfterEach}.
 */
public final class Infrastructure {
  private Infrastructure() {}

  /** A clean shutdown of the broker; its port stays closed until {@link #startKafka}. */
  public static void stopKafka() {
    run("kafka.stop");
  }

  /** SIGKILL to the broker. */
  public static void killKafka() {
    run("kafka.kill");
  }

  /** Freezes the broker: connections stay open and nothing is answered. */
  public static void pauseKafka() {
    run("kafka.pause");
  }

  /** Continues after {@link #pauseKafka}; does nothing when Kafka is not paused. */
  public static void resumeKafka() {
    run("kafka.resume");
  }

  /** Starts the broker on the same port with the same records; does nothing when it runs. */
  public static void startKafka() {
    run("kafka.start");
  }

  /** Kafka comes back on the same port without its data, as another cluster. */
  public static void loseKafkaData() {
    run("kafka.loseData");
  }

  /** A fast shutdown of Postgres; its port stays closed until {@link #startPostgres}. */
  public static void stopPostgres() {
    run("postgres.stop");
  }

  /** SIGKILL to Postgres. */
  public static void killPostgres() {
    run("postgres.kill");
  }

  /** Starts Postgres on the same port with the same data; does nothing when it runs. */
  public static void startPostgres() {
    run("postgres.start");
  }

  /**
   * Postgres refuses every change with SQL state 25006, as a standby does after a failover. Open
   * connections stay open.
   */
  public static void makePostgresReadOnly() {
    run("postgres.readOnly");
  }

  /** Takes changes again after {@link #makePostgresReadOnly}. */
  public static void makePostgresWritable() {
    run("postgres.writable");
  }

  /** For {@code bootstrap.servers} of a test's own clients. */
  public static String bootstrapServers() {
    return setting("kafka.bootstrap.servers");
  }

  public static String jdbcUrl() {
    return setting("jdbc.url");
  }

  /** The password of the role that owns this schema and has its name. */
  public static String password(String schema) {
    return setting("password." + schema);
  }

  private static String setting(String name) {
    String value = Servers.shared().settings().get(name);
    if (value == null) {
      throw new IllegalArgumentException("the servers have no " + name);
    }
    return value;
  }

  private static void run(String action) {
    Objects.requireNonNull(Servers.shared().actions().get(action), action).run();
  }
}
