package io.podspan.cli;

import io.podspan.cli.machine.Caches;
import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.Machine;
import io.podspan.cli.machine.MachineConfig;
import io.podspan.cli.machine.PortPlan;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** The part of {@code podspan build} that runs everything once and records AOT caches. */
@Command(
    name = "record-caches",
    hidden = true,
    mixinStandardHelpOptions = true,
    header = "Runs everything once on other ports and records AOT caches.",
    description =
        "%nCalled by `podspan build`. A start without caches works too, but takes about three times as long.",
    footer = {"%nExample:", "  podspan record-caches"})
final class RecordCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    Clock clock = Clock.systemUTC();
    Terminal terminal = new Terminal(System.out, clock, clock.instant());
    Installation installation = Installation.current();
    Path data = installation.root().resolve("target/recording");
    delete(data);
    Files.createDirectories(installation.cache("any").getParent());
    MachineConfig config =
        new MachineConfig(
            data,
            "127.0.0.1",
            List.of(),
            PortPlan.free(),
            List.of("127.0.0.1"),
            "reflector",
            List.of(),
            Caches.RECORD);
    Machine machine = Machine.prepare(config, installation, terminal, ServicesOption.client());
    Runtime.getRuntime().addShutdownHook(new Thread(machine::stop, "stop"));
    Map<Service, String> unready = machine.start(CompletableFuture.completedFuture(null));
    terminal.say(
        "stopping everything; the JVMs write their caches now, which takes about a minute");
    machine.stop();
    delete(data);
    return unready.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
