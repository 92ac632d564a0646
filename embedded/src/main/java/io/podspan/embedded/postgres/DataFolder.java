package io.podspan.embedded.postgres;

import io.podspan.embedded.process.Child;
import io.podspan.embedded.process.Command;
import io.podspan.embedded.process.FileTree;
import io.podspan.embedded.process.FullDisk;
import io.podspan.embedded.process.LogFile;
import io.podspan.embedded.process.ProcessTable;
import io.podspan.embedded.process.Signal;
import io.podspan.embedded.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The database cluster on disk. The first start creates it; every start stops a former server. */
final class DataFolder {
  private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(8);
  private static final Duration INITDB = Duration.ofSeconds(120);
  private static final String SUPERUSER = "postgres";

  private final PostgresConfig config;
  private final Binaries binaries;
  private final Path cluster;

  DataFolder(PostgresConfig config, Binaries binaries) {
    this.config = config;
    this.binaries = binaries;
    this.cluster = config.data().toAbsolutePath().normalize().resolve("cluster");
  }

  Path cluster() {
    return cluster;
  }

  Logins logins() {
    return new Logins(config.data().resolve("logins.properties"));
  }

  /**
   * Stops the server of a launcher that was killed. The data folder is the working directory of
   * every server process, also of the backends of a dead postmaster. A new server refuses to start
   * beside those.
   */
  void stopLeftovers() {
    for (Signal signal : List.of(Signal.INT, Signal.QUIT, Signal.KILL)) {
      List<Long> left = ProcessTable.workingIn(cluster);
      if (left.isEmpty()) {
        return;
      }
      left.forEach(signal::send);
      awaitGone(FAST_SHUTDOWN);
    }
  }

  private void awaitGone(Duration within) {
    Instant end = Instant.now().plus(within);
    while (Instant.now().isBefore(end) && !ProcessTable.workingIn(cluster).isEmpty()) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** Runs initdb when there is no cluster yet. Repeats an interrupted initdb from the start. */
  void initialise() {
    Path complete = config.data().resolve("initialised");
    if (Files.exists(complete)) {
      return;
    }
    try {
      Files.createDirectories(config.data());
      Files.setPosixFilePermissions(config.data(), PosixFilePermissions.fromString("rwx------"));
      new FileTree(cluster).delete();
      initdb();
      Files.createFile(complete);
    } catch (IOException e) {
      throw new StartFailedException(
          "cannot create a database in "
              + config.data()
              + ": "
              + FullDisk.saidBy(e, config.data()).orElse(e.getMessage()),
          e);
    }
  }

  private void initdb() throws IOException {
    Logins logins = logins();
    Path passwordFile = config.data().resolve("superuser.password");
    Login superuser = logins.invent(SUPERUSER);
    logins.save();
    Files.deleteIfExists(passwordFile);
    Files.createFile(
        passwordFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passwordFile, superuser.password());
    try {
      run(initdbLine(passwordFile));
      admitOthers();
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  /**
   * initdb admits clients on loopback. Who listens elsewhere wants others too, from any address: a
   * pod comes by its node's or by its own. Each needs a password.
   */
  private void admitOthers() throws IOException {
    if (!config.loopback()) {
      Files.writeString(
          cluster.resolve("pg_hba.conf"),
          "\nhost all all all scram-sha-256\n",
          StandardOpenOption.APPEND);
    }
  }

  private List<String> initdbLine(Path passwordFile) {
    List<String> line = new ArrayList<>(Privilege.prefix());
    line.addAll(
        List.of(
            binaries.program("initdb"),
            "--pgdata=" + cluster,
            "--username=" + SUPERUSER,
            "--pwfile=" + passwordFile.toAbsolutePath(),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions"));
    if (!config.durable()) {
      line.add("--no-sync");
    }
    return line;
  }

  private void run(List<String> line) {
    Child initdb = Child.spawn(Command.of("initdb", line, config.data(), config.log()));
    int code =
        initdb
            .onExit()
            .completeOnTimeout(-1, INITDB.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
            .join();
    if (code != 0) {
      initdb.kill();
      throw new StartFailedException(
          "initdb failed with %d. %s%s"
              .formatted(code, advice(), new LogFile(config.log()).quoted(10)));
    }
  }

  private String advice() {
    String words = String.join("\n", new LogFile(config.log()).tail(20));
    return FullDisk.explains(words, config.data()).orElseGet(Privilege::advice);
  }
}
