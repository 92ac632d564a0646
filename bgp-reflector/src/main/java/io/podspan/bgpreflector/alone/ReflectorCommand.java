package io.podspan.bgpreflector.alone;

import io.podspan.bgpreflector.alone.reader.Reading;
import io.podspan.bgpreflector.alone.reader.SettingsReader;
import io.podspan.bgpreflector.assembly.RunningReflector;
import io.podspan.bgpreflector.settings.Fixed;
import io.podspan.bgpreflector.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code podspan reflector}: the main class of the reflector alone. */
public final class ReflectorCommand {
  private static final String VERSION = "podspan 0.1.0";

  private final Signals signals;
  private final PrintStream out;
  private final PrintStream err;

  ReflectorCommand(Signals signals, PrintStream out, PrintStream err) {
    this.signals = signals;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) throws InterruptedException {
    JavaLogging.makePlain();
    Signals signals = new Signals();
    signals.listen();
    // The engine's threads are daemons and have said goodbye.
    System.exit(new ReflectorCommand(signals, System.out, System.err).execute(arguments));
  }

  /** Returns when it was asked to stop; says how the process is to end. */
  int execute(String... arguments) throws InterruptedException {
    return switch (Options.parse(List.of(arguments))) {
      case Options.Good(Options options) -> execute(options);
      case Options.Help _ -> {
        HelpText.print(out);
        yield ExitCode.OK;
      }
      case Options.Version _ -> {
        out.println(VERSION);
        yield ExitCode.OK;
      }
      case Options.Wrong(String what) -> {
        err.println(what);
        err.println("podspan reflector --help says what there is");
        yield ExitCode.USAGE;
      }
    };
  }

  private int execute(Options options) throws InterruptedException {
    return switch (read(options)) {
      case Reading.Bad bad -> {
        bad.faults().forEach(err::println);
        yield ExitCode.USAGE;
      }
      case Reading.Good(Settings settings) when options.checkConfig() -> {
        out.println(source(options) + " is good: " + settings.summary());
        yield ExitCode.OK;
      }
      case Reading.Good(Settings settings) -> run(settings, options);
    };
  }

  private static Reading read(Options options) {
    return options
        .file()
        .map(file -> SettingsReader.read(file, options.settings()))
        .orElseGet(() -> SettingsReader.read(options.settings()));
  }

  private static String source(Options options) {
    return options.file().map(Path::toString).orElse("the command line");
  }

  // Running.

  private int run(Settings settings, Options options) throws InterruptedException {
    try (LogLines lines = LogLines.to(out)) {
      try (RunningReflector reflector = RunningReflector.start(settings, new SessionLog(lines))) {
        lines.say(
            "listening on "
                + introduction(settings, reflector.speaker().port())
                + "; "
                + StartTime.text());
        return serve(reflector, lines, options);
      } catch (IOException failed) {
        err.println(ListenTrouble.explain(failed));
        return ExitCode.FAILED;
      } catch (IllegalArgumentException impossible) {
        err.println("this cannot be done here: " + impossible.getMessage());
        return ExitCode.FAILED;
      }
    }
  }

  private static String introduction(Settings settings, int port) {
    Fixed fixed = settings.fixed();
    return "%s port %d, AS %d, router id %s, cluster id %s; %s"
        .formatted(
            fixed.listen().stream()
                .map(endpoint -> endpoint.address().toString())
                .collect(Collectors.joining(", ")),
            port,
            fixed.asn(),
            fixed.routerId(),
            fixed.clusterId(),
            settings.summary());
  }

  private int serve(RunningReflector reflector, LogLines lines, Options options)
      throws InterruptedException {
    StatusClock status =
        new StatusClock(Duration.ofSeconds(options.statusEvery()), System::nanoTime);
    HeapWatch heap = HeapWatch.ofThisProcess();
    while (true) {
      Optional<Signals.Request> request = signals.next(StatusClock.TICK);
      if (request.isPresent()) {
        switch (request.get()) {
          case RELOAD -> reload(reflector, lines, options);
          case STATUS -> lines.say(StatusLine.of(reflector.speaker()));
          case STOP -> {
            lines.say("stopping: saying goodbye to all peers");
            return ExitCode.OK;
          }
        }
      }
      Throwable failure = reflector.speaker().failure();
      if (failure != null) {
        lines.say("the routing table is broken: " + failure);
        return ExitCode.FAILED;
      }
      if (status.isDue()) {
        lines.say(StatusLine.of(reflector.speaker()));
      }
      heap.look();
    }
  }

  private static void reload(RunningReflector reflector, LogLines lines, Options options) {
    if (options.file().isEmpty()) {
      lines.say("nothing to read again: there is no file (-f)");
      return;
    }
    switch (read(options)) {
      case Reading.Good(Settings next) -> change(reflector, next, lines);
      case Reading.Bad bad -> {
        bad.faults().forEach(fault -> lines.say(fault.toString()));
        lines.say("nothing is changed: mend " + source(options) + " and send SIGHUP again");
      }
    }
  }

  private static void change(RunningReflector reflector, Settings next, LogLines lines) {
    try {
      List<String> waiting = reflector.change(next);
      reflector.admitIdlePeers();
      if (!waiting.isEmpty()) {
        lines.say("changed, but only from the next start on: " + String.join(", ", waiting));
      }
      lines.say("read again: " + reflector.settings().summary());
    } catch (IllegalArgumentException impossible) {
      lines.say("nothing is changed: " + impossible.getMessage());
    }
  }
}
