package io.podspan.cli.machine;

import io.podspan.embedded.kafka.EmbeddedKafka;
import io.podspan.embedded.postgres.EmbeddedPostgres;
import io.podspan.embedded.process.Child;
import io.podspan.embedded.process.Signal;
import io.podspan.embedded.process.StartFailedException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Everything on one machine, from its start to its end. {@link #stop} may come from any thread, and
 * twice.
 */
public final class Machine {
  private static final Duration READY = Duration.ofSeconds(120);
  private static final Duration SERVICE_GRACE = Duration.ofSeconds(12);
  private static final Duration SERVER_GRACE = Duration.ofSeconds(15);
  private static final Duration RECORDING_GRACE = Duration.ofSeconds(150);

  /** Starts block, so each has a thread of its own. */
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final MachineConfig config;
  private final Progress progress;
  private final DataFolder folder;
  private final Launcher launcher;
  private final Supervisor supervisor;
  private final Readiness readiness;
  private volatile @Nullable EmbeddedPostgres postgres;
  private boolean stopped;

  private Machine(
      MachineConfig config, Installation installation, Progress progress, HttpClient http) {
    this.config = config;
    this.progress = progress;
    this.folder = DataFolder.take(config.data());
    this.launcher = new Launcher(config, installation, folder);
    this.supervisor = new Supervisor(progress::warn, Backoff.USUAL);
    this.readiness = new Readiness(http);
  }

  /**
   * Takes the data folder and checks that everything can start; starts nothing yet.
   *
   * @throws StartFailedException when something is not built, the folder is held, or a port is
   *     taken
   */
  public static Machine prepare(
      MachineConfig config, Installation installation, Progress progress, HttpClient http) {
    installation.requireBuilt();
    Machine machine = new Machine(config, installation, progress, http);
    try {
      machine.clean();
      return machine;
    } catch (StartFailedException e) {
      machine.folder.close();
      throw e;
    }
  }

  public MachineConfig config() {
    return config;
  }

  public DataFolder folder() {
    return folder;
  }

  private void clean() {
    int left = new Leftovers(config.data()).stop();
    if (left > 0) {
      progress.say("ended %d processes that a killed launcher had left behind".formatted(left));
    }
    EmbeddedPostgres.stopLeftovers(launcher.postgres());
    EmbeddedKafka.stopLeftovers(launcher.kafka());
    folder.deleteTemporary();
    config.ports().requireFree(config.listen());
  }

  /**
   * Starts Postgres and Kafka side by side, and when both run all services at once: on few cores
   * they only get in each other's way, and a service that finds Kafka at once need not ask again.
   *
   * @param mayStart completes when the reflector's own address exists; the others do not wait for
   *     it
   * @return what is not ready in time and what it waits for; empty when all is
   * @throws StartFailedException when Postgres or Kafka does not start
   */
  public Map<Service, String> start(CompletableFuture<?> mayStart) {
    OwnToken.provide(folder);
    folder.provideIntentKeys();
    RunningMachine.announce(config);
    CompletableFuture<Void> kafka = CompletableFuture.runAsync(this::startKafka, THREADS);
    EmbeddedPostgres database = startPostgres();
    joined(kafka);
    Map<Service, CompletableFuture<Readiness.Answer>> starts = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      CompletableFuture<?> gate =
          service == Service.REFLECTOR ? mayStart : CompletableFuture.completedFuture(null);
      starts.put(service, gate.thenApplyAsync(_ -> startService(service, database), THREADS));
    }
    // The reflector comes first in that order: when its gate fails, the others are not awaited.
    Map<Service, String> unready = new EnumMap<>(Service.class);
    starts.forEach(
        (service, start) -> {
          Readiness.Answer answer = joined(start);
          if (!answer.ready()) {
            unready.put(service, answer.waitsFor());
          }
        });
    return unready;
  }

  private EmbeddedPostgres startPostgres() {
    Instant from = Instant.now();
    EmbeddedPostgres started = EmbeddedPostgres.start(launcher.postgres());
    postgres = started;
    supervisor.keep(
        started.child(),
        () -> {
          started.restart();
          return started.child();
        });
    progress.started("Postgres", from, config.reachable() + ":" + started.port());
    return started;
  }

  private void startKafka() {
    Instant from = Instant.now();
    EmbeddedKafka started = EmbeddedKafka.start(launcher.kafka());
    supervisor.keep(
        started.child(),
        () -> {
          started.restart();
          return started.child();
        });
    progress.started("Kafka", from, started.bootstrapServers());
  }

  private Readiness.Answer startService(Service service, EmbeddedPostgres database) {
    Instant from = Instant.now();
    Supervisor.Launch launch = () -> Child.spawn(launcher.service(service, database::login));
    supervisor.keep(launch.launch(), launch);
    Readiness.Answer answer = readiness.await(config.url(service), READY);
    if (answer.ready()) {
      progress.started(service.module(), from, config.url(service));
    } else {
      progress.warn(service.module() + " is not ready: " + answer.waitsFor());
    }
    return answer;
  }

  /** What each service says at this moment; a service that is missing here is ready. */
  public Map<Service, String> unready() {
    Map<Service, String> unready = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      Readiness.Answer answer = readiness.ask(config.url(service));
      if (!answer.ready()) {
        unready.put(service, answer.waitsFor());
      }
    }
    return unready;
  }

  /** Kills a service with SIGKILL, as a crash would. It is started again after a second. */
  public void kill(Service service) {
    supervisor.kill(service.module());
  }

  /** Stops a service from running, as a machine that hangs would; it notices nothing. */
  public void freeze(Service service) {
    supervisor.signal(service.module(), Signal.STOP);
  }

  /** Lets a frozen service go on. */
  public void thaw(Service service) {
    supervisor.signal(service.module(), Signal.CONT);
  }

  /**
   * Stops everything in reverse order: services, Kafka, Postgres. Takes 42 s at most, a second
   * usually.
   */
  public synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    Instant from = Instant.now();
    boolean recording = config.caches() == Caches.RECORD;
    List<String> services = Arrays.stream(Service.values()).map(Service::module).toList();
    List<String> killed = new ArrayList<>();
    killed.addAll(supervisor.stop(services, recording ? RECORDING_GRACE : SERVICE_GRACE));
    killed.addAll(supervisor.stop(List.of("kafka"), recording ? RECORDING_GRACE : SERVER_GRACE));
    killed.addAll(supervisor.stop(List.of("postgres"), SERVER_GRACE));
    RunningMachine.retract(config.data());
    folder.deleteTemporary();
    folder.close();
    progress.stopped(from, killed);
  }

  /** Whether {@link #stop} is still to come. */
  public synchronized boolean running() {
    return !stopped;
  }

  /** The database's logins, once Postgres runs. */
  public Optional<EmbeddedPostgres> postgres() {
    return Optional.ofNullable(postgres);
  }

  private static <T extends @Nullable Object> T joined(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StartFailedException failed) {
        throw failed;
      }
      throw e;
    }
  }

  /** Told what happens, for people. */
  public interface Progress {
    void say(String line);

    void warn(String line);

    void started(String name, Instant from, String where);

    void stopped(Instant from, Collection<String> killed);
  }
}
