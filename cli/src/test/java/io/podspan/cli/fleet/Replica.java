package io.podspan.cli.fleet;

import io.podspan.cli.api.Api;
import io.podspan.cli.api.Bearer;
import io.podspan.cli.machine.Readiness;
import io.podspan.embedded.process.Child;
import io.podspan.embedded.process.Signal;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** One process of a service. */
final class Replica implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(120);
  private static final Duration GRACE = Duration.ofSeconds(12);

  private final Child child;
  private final String url;
  private final Path token;

  Replica(Child child, String url, Path token) {
    this.child = child;
    this.url = url;
    this.token = token;
  }

  void awaitReady() {
    Readiness readiness = new Readiness(HttpClient.newHttpClient());
    Instant end = Instant.now().plus(READY);
    while (!readiness.ask(url).ready()) {
      if (Instant.now().isAfter(end) || !child.alive()) {
        close();
        throw new IllegalStateException(
            child.command().name() + " is not ready; its log is " + child.command().log());
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  Api api() {
    return new Api(HttpClient.newHttpClient(), url, Bearer.ifThere(token));
  }

  String url() {
    return url;
  }

  long pid() {
    return child.pid();
  }

  /** It stands still, and notices nothing. */
  void freeze() {
    Signal.STOP.send(child.pid());
  }

  /** It ends without a word. */
  void kill() {
    Signal.KILL.send(child.pid());
  }

  void thaw() {
    Signal.CONT.send(child.pid());
  }

  /** Whether its log has this. */
  boolean logged(String text) throws IOException {
    return Files.readString(child.command().log()).contains(text);
  }

  @Override
  public void close() {
    thaw();
    child.stop(GRACE);
  }
}
