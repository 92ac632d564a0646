package io.podspan.cli.chaos;

import io.podspan.embedded.process.FileTree;
import io.podspan.embedded.process.Signal;
import io.podspan.lab.network.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Draws a fault of a kind. The draw depends on the random numbers alone, and not on what runs. */
final class Faults {
  private static final Duration OFF_BY = Duration.ofSeconds(30);

  private final Stage stage;
  private final Optional<Clocks> clocks;

  Faults(Stage stage, Optional<Clocks> clocks) {
    this.stage = stage;
    this.clocks = clocks;
  }

  Fault draw(FaultKind kind, RandomGenerator random) {
    return switch (kind) {
      case KILL -> signal(kind, any(random, Target.values()), Signal.KILL);
      case STOP -> stop(any(random, Target.values()));
      case PAUSE -> pause(any(random, Target.values()), seconds(random, 2, 12));
      case CLOCK ->
          clock(
              any(random, Target.values()),
              random.nextBoolean() ? OFF_BY : OFF_BY.negated(),
              seconds(random, 5, 20));
      case CUT -> cut(random);
      case READONLY -> readOnly(seconds(random, 3, 15));
      case FULL -> full(any(random, Target.KAFKA, Target.POSTGRES), seconds(random, 3, 12));
      case LOST -> lost();
      case ROUTER -> router(random);
    };
  }

  private Fault signal(FaultKind kind, Target target, Signal signal) {
    return new Fault(
        kind,
        "SIG" + signal + " to " + target,
        Duration.ZERO,
        () -> stage.processes.main(target).ifPresent(signal::send),
        Fault.NOTHING);
  }

  /** Postgres waits at SIGTERM until its clients have left; SIGINT is its usual stop. */
  private Fault stop(Target target) {
    return signal(FaultKind.STOP, target, target == Target.POSTGRES ? Signal.INT : Signal.TERM);
  }

  private Fault pause(Target target, Duration lasts) {
    return new Fault(
        FaultKind.PAUSE,
        target + " is paused for " + lasts.toSeconds() + " s",
        lasts,
        () -> stage.processes.of(target).forEach(Signal.STOP::send),
        () -> stage.processes.of(target).forEach(Signal.CONT::send));
  }

  private Fault clock(Target target, Duration offBy, Duration lasts) {
    return new Fault(
        FaultKind.CLOCK,
        "the clock of %s is off by %d s for %d s"
            .formatted(target, offBy.toSeconds(), lasts.toSeconds()),
        lasts,
        () -> setClock(target, offBy),
        () -> setClock(target, Duration.ZERO));
  }

  private void setClock(Target target, Duration offBy) {
    clocks.ifPresent(all -> stage.processes.main(target).ifPresent(pid -> all.set(pid, offBy)));
  }

  private Fault cut(RandomGenerator random) {
    List<Wire> wires = List.copyOf(stage.wires.values());
    Wire wire = wires.get(random.nextInt(wires.size()));
    Target client = any(random, clientsOf(wire.toString()));
    Wire.State state = any(random, Wire.State.CUT, Wire.State.SILENT, Wire.State.SLOW);
    Duration lasts = seconds(random, 3, 25);
    return new Fault(
        FaultKind.CUT,
        "the wire from %s to %s is %s for %d s"
            .formatted(
                client, wire, state.name().toLowerCase(java.util.Locale.ROOT), lasts.toSeconds()),
        lasts,
        () -> wire.become(client, state),
        () -> wire.become(client, Wire.State.WHOLE));
  }

  private static Target[] clientsOf(String server) {
    return switch (server) {
      case Stage.KAFKA ->
          new Target[] {
            Target.REFLECTOR, Target.PEERING, Target.COLLECTOR, Target.PROBES, Target.CONSOLE
          };
      case Stage.POSTGRES ->
          new Target[] {Target.PEERING, Target.COLLECTOR, Target.PROBES, Target.CONSOLE};
      default -> new Target[] {Target.PEERING, Target.COLLECTOR, Target.PROBES};
    };
  }

  private Fault readOnly(Duration lasts) {
    return new Fault(
        FaultKind.READONLY,
        "postgres takes no changes for " + lasts.toSeconds() + " s",
        lasts,
        () -> stage.database.readOnly(true),
        () -> stage.database.readOnly(false));
  }

  private Fault full(Target target, Duration lasts) {
    Disk disk = stage.disks.get(target);
    return new Fault(
        FaultKind.FULL,
        "the disk of " + target + " is full for " + lasts.toSeconds() + " s",
        lasts,
        disk::fill,
        disk::free);
  }

  /** The broker is started again after a second or more, and finds nothing. */
  private Fault lost() {
    return new Fault(
        FaultKind.LOST,
        "kafka loses its data",
        Duration.ZERO,
        () -> {
          stage.processes.main(Target.KAFKA).ifPresent(Signal.KILL::send);
          new FileTree(stage.disks.get(Target.KAFKA).folder().resolve("topics")).delete();
        },
        Fault.NOTHING);
  }

  private Fault router(RandomGenerator random) {
    List<Topology.Node> nodes = stage.lab.topology().nodes();
    Topology.Node node = nodes.get(random.nextInt(nodes.size()));
    return new Fault(
        FaultKind.ROUTER,
        "SIGKILL to the router of " + node.name(),
        Duration.ZERO,
        () -> stage.lab.killRouter(node.cluster(), node.name()),
        Fault.NOTHING);
  }

  @SafeVarargs
  private static <T> T any(RandomGenerator random, T... from) {
    return from[random.nextInt(from.length)];
  }

  private static Duration seconds(RandomGenerator random, int least, int most) {
    return Duration.ofSeconds(random.nextInt(least, most + 1));
  }
}
