package io.podspan.bgpreflector.alone;

import io.podspan.bgpreflector.alone.settings.OptionTree;
import io.podspan.bgpreflector.alone.settings.Reading;
import io.podspan.bgpreflector.alone.settings.Settings;
import io.podspan.bgpreflector.alone.settings.SettingsReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code podspan reflector}: the main class of the reflector alone. */
@Command(
    name = "podspan reflector",
    version = "podspan 0.1.0",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 110,
    customSynopsis = {
      "podspan reflector --listen ADDRESS[:PORT] --asn NUMBER --allow PREFIX [OPTIONS]",
      "       podspan reflector -f FILE [OPTIONS]"
    },
    header = "Runs only the BGP route reflector, in the foreground, without Kafka and Postgres.",
    description = {
      "%nListens, takes any address of the given ranges as an iBGP client, and passes routes of IPv4 and IPv6 on",
      "between them (RFC 4456); next hops stay as they are. With a file it can do more: single peers, keys, filters,",
      "limits. An option replaces the file's key of the same meaning.",
      "",
      "SIGHUP reads the file again: sessions go on, and a file with faults changes nothing. SIGUSR1 writes a line of",
      "status. SIGTERM or Ctrl-C says goodbye to all peers (Cease, administrative shutdown) and ends.%n"
    },
    footer = {
      "%nExamples:",
      "  sudo podspan reflector --listen 192.0.2.1:179 --asn 64512 --allow 192.0.2.0/24 --originate 1.0.0.2/32",
      "  podspan reflector --listen 127.0.0.1:1790 --asn 64512 --allow 127.0.0.0/8 --status-every 10",
      "  podspan reflector -f reflector.yaml --check-config",
      "  sudo podspan reflector -f reflector.yaml",
      "%nAll keys of the file: docs/examples/reflector.yaml. More: docs/reflector.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCode.OK_TEXT, ExitCode.FAILED_TEXT, ExitCode.USAGE_TEXT})
public final class ReflectorCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Settings in YAML.")
  @Nullable Path file;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS[:PORT]",
      split = ",",
      hideParamSyntax = true,
      description =
          "Where to listen; the port is 179 unless given. IPv6 with a port in brackets. Several: repeat it, or commas.")
  List<String> listen = List.of();

  @Option(names = "--asn", paramLabel = "NUMBER", description = "Our AS, 64512 for kube-router.")
  @Nullable String asn;

  @Option(
      names = "--allow",
      paramLabel = "PREFIX",
      split = ",",
      hideParamSyntax = true,
      description = "Any address inside may connect, as a client of our AS.")
  List<String> allow = List.of();

  @Option(
      names = "--originate",
      paramLabel = "PREFIX",
      split = ",",
      hideParamSyntax = true,
      description = "A route that starts here, as a sign of life in every peer's table.")
  List<String> originate = List.of();

  @Option(
      names = "--router-id",
      paramLabel = "ID",
      description =
          "BGP identifier; default: the first IPv4 address of --listen, or the highest of this machine.")
  @Nullable String routerId;

  @Option(
      names = "--cluster-id",
      paramLabel = "ID",
      description = "For CLUSTER_LIST; default: the router id.")
  @Nullable String clusterId;

  @Option(
      names = "--status-every",
      paramLabel = "SECONDS",
      description = "Writes a line of status that often; 0, the default, for never.")
  int statusEvery;

  @Option(
      names = "--check-config",
      description = "Says all that is wrong with the settings, with line and column, and ends.")
  boolean checkConfig;

  private final Signals signals;

  ReflectorCommand(Signals signals) {
    this.signals = signals;
  }

  public static void main(String[] arguments) {
    JavaLogging.makePlain();
    Signals signals = new Signals();
    signals.listen();
    // The engine's threads are daemons and have said goodbye.
    System.exit(new CommandLine(new ReflectorCommand(signals)).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (statusEvery < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--status-every: seconds cannot be negative");
    }
    return switch (read()) {
      case Reading.Bad bad -> tell(bad, spec.commandLine().getErr());
      case Reading.Good(Settings settings) when checkConfig -> tellGood(settings);
      case Reading.Good(Settings settings) -> run(settings);
    };
  }

  private Reading read() {
    return file == null ? SettingsReader.read(options()) : SettingsReader.read(file, options());
  }

  private OptionTree options() {
    OptionTree options = new OptionTree();
    value(options, "--asn", "asn", asn);
    value(options, "--router-id", "routerId", routerId);
    value(options, "--cluster-id", "clusterId", clusterId);
    if (!listen.isEmpty()) {
      options.values("--listen", "listen", listen);
    }
    if (!originate.isEmpty()) {
      options.values("--originate", "originate", originate);
    }
    if (!allow.isEmpty()) {
      options.sections("--allow", "ranges", "range", allow);
    }
    return options;
  }

  private static void value(OptionTree options, String name, String key, @Nullable String value) {
    if (value != null) {
      options.value(name, key, value);
    }
  }

  private static int tell(Reading.Bad bad, PrintWriter err) {
    bad.faults().forEach(err::println);
    return ExitCode.USAGE;
  }

  private int tellGood(Settings settings) {
    spec.commandLine()
        .getOut()
        .println((file == null ? "the command line" : file) + " is good: " + settings.summary());
    return ExitCode.OK;
  }

  // Running.

  private int run(Settings settings) throws InterruptedException {
    try (LogLines lines = LogLines.toStandardOutput()) {
      try (RunningReflector reflector = RunningReflector.start(settings, lines)) {
        lines.say("listening on " + reflector.introduction() + "; " + StartTime.text());
        return serve(reflector, lines);
      } catch (IOException failed) {
        spec.commandLine().getErr().println(ListenTrouble.explain(failed));
        return ExitCode.FAILED;
      }
    }
  }

  private int serve(RunningReflector reflector, LogLines lines) throws InterruptedException {
    StatusClock status = new StatusClock(Duration.ofSeconds(statusEvery), System::nanoTime);
    while (true) {
      Optional<Signals.Request> request = signals.next(StatusClock.TICK);
      if (request.isPresent()) {
        switch (request.get()) {
          case RELOAD -> reload(reflector, lines);
          case STATUS -> reflector.tellStatus();
          case STOP -> {
            lines.say("stopping: saying goodbye to all peers");
            return ExitCode.OK;
          }
        }
      }
      if (reflector.failure().isPresent()) {
        lines.say("the routing table is broken: " + reflector.failure().get());
        return ExitCode.FAILED;
      }
      if (status.isDue()) {
        reflector.tellStatus();
      }
    }
  }

  private void reload(RunningReflector reflector, LogLines lines) {
    if (file == null) {
      lines.say("nothing to read again: there is no file (-f)");
      return;
    }
    switch (read()) {
      case Reading.Good(Settings next) -> reflector.change(next);
      case Reading.Bad bad -> {
        bad.faults().forEach(fault -> lines.say(fault.toString()));
        lines.say("nothing is changed: mend " + file + " and send SIGHUP again");
      }
    }
  }
}
