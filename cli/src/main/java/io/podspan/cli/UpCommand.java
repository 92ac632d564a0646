package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.demo.Services;
import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.Machine;
import io.podspan.cli.machine.MachineConfig;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Terminal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything on this machine until Ctrl-C. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    header = "Runs everything on this machine until Ctrl-C.",
    description = {
      "%nStarts Postgres, Kafka and the five services as child processes and says when each is ready. A process that",
      "dies is started again. Ctrl-C stops everything. The data stays in the data folder for the next time.",
      "DATA/token is an admin's token; podspan commands use it by themselves. Remove it to get another one at the",
      "next start. DATA/callers has a file NAME.ROLE with the token of each further caller; the roles are viewer,",
      "operator and admin."
    },
    footer = {
      "%nExamples:",
      "  podspan up",
      "  podspan up --data /var/lib/podspan --port console=8080",
      "  podspan up --bgp-listen 192.0.2.1 --port bgp=179",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "130:stopped by Ctrl-C",
      "1:could not start; standard error says why and what to do",
      ExitCode.USAGE_TEXT
    })
final class UpCommand implements Callable<Integer> {
  @Mixin MachineOption machineOption;

  @Option(
      names = "--bgp-listen",
      paramLabel = "ADDRESS",
      split = ",",
      defaultValue = "127.0.0.1",
      description =
          "The addresses that the reflector accepts BGP sessions on; default: ${DEFAULT-VALUE}.")
  List<String> bgpListen;

  @Option(
      names = "--exit-when-ready",
      description = "Stops as soon as all services are ready, for tests and measurements.")
  boolean exitWhenReady;

  @Override
  public Integer call() throws InterruptedException {
    Clock clock = Clock.systemUTC();
    Terminal terminal = new Terminal(System.out, clock, MachineOption.begin(clock));
    MachineConfig config = machineOption.config("up", bgpListen, Map.of());
    Machine machine =
        Machine.prepare(config, Installation.current(), terminal, ServicesOption.client());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(machine, terminal), "stop"));
    Map<Service, String> unready = machine.start(CompletableFuture.completedFuture(null));
    if (unready.isEmpty()) {
      terminal.say("all services are ready; console: " + config.url(Service.CONSOLE));
      tellLink(config, terminal);
    }
    if (!exitWhenReady) {
      terminal.plain("Ctrl-C stops everything; data and logs are in " + config.data());
      new CountDownLatch(1).await();
    }
    machine.stop();
    return unready.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  /** Whoever has the terminal may open the page; a link that is not used ends by itself. */
  private static void tellLink(MachineConfig config, Terminal terminal) {
    try {
      Api console = Services.of(ServicesOption.client(), config, Service.CONSOLE);
      JsonNode link = ConsoleCommand.link(console);
      terminal.plain("opens the page once, for five minutes: " + link.path("link").asText());
      terminal.plain("another link: podspan console; the token for programs: " + config.token());
    } catch (ProblemException e) {
      terminal.warn("no link to the page: " + e.getMessage());
    }
  }

  private static void stop(Machine machine, Terminal terminal) {
    if (machine.running()) {
      terminal.say("stopping everything ...");
      machine.stop();
    }
  }
}
