package io.podspan.cli;

import io.podspan.cli.objects.ObjectNames.Meant;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.waiting.Condition;
import io.podspan.cli.waiting.Verdict;
import io.podspan.cli.waiting.Waiting;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** How long a command waits. */
final class WaitOption {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Time.class,
      defaultValue = "10m",
      description = "How long it waits at most, such as 30s, 10m or 2h; default: ${DEFAULT-VALUE}.")
  Duration timeout;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  /** A time such as {@code 30s}; 0 looks once. */
  static final class Time implements ITypeConverter<Duration> {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smh]?)");

    @Override
    public Duration convert(String value) {
      Matcher parts = TIME.matcher(value);
      if (!parts.matches()) {
        throw new TypeConversionException("write it as 30s, 10m or 2h, not " + value);
      }
      long number = Long.parseLong(parts.group(1));
      return switch (parts.group(2)) {
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofSeconds(number);
      };
    }
  }

  /** The time begins. */
  Waiting begin() {
    return new Waiting(Clock.systemUTC(), () -> LockSupport.parkNanos(BETWEEN.toNanos()), timeout);
  }

  /**
   * Waits for all of them within the same time. Tells what it waits for, and what each came to.
   *
   * @return whether all of them became so
   */
  boolean await(Waiting waiting, PeeringObjects objects, List<Meant> all, Condition condition) {
    boolean done = true;
    for (Meant meant : all) {
      done &= tell(waiting.until(() -> look(objects, meant, condition), this::note));
    }
    return done;
  }

  private static Verdict look(PeeringObjects objects, Meant meant, Condition condition) {
    return meant
        .name()
        .flatMap(name -> objects.find(meant.kind(), name))
        .map(stored -> condition.of(meant.toString(), stored))
        .orElseGet(() -> condition.ofNone(meant.toString()));
  }

  private boolean tell(Verdict verdict) {
    PrintWriter out = command.commandLine().getOut();
    return switch (verdict) {
      case Verdict.Done(String text) -> {
        out.println(text);
        out.flush();
        yield true;
      }
      case Verdict.NotYet(String text) -> {
        note("The time of " + timeout.toSeconds() + " s is over. " + text);
        yield false;
      }
      case Verdict.Never never -> {
        command.commandLine().getErr().println("podspan: " + never.told());
        yield false;
      }
    };
  }

  private void note(String text) {
    command.commandLine().getErr().println("podspan: " + text + ".");
    command.commandLine().getErr().flush();
  }
}
