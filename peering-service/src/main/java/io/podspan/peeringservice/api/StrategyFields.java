package io.podspan.peeringservice.api;

import io.podspan.peeringservice.api.StrategyBody.BatchBody;
import io.podspan.peeringservice.api.StrategyBody.CanaryBody;
import io.podspan.peeringservice.api.StrategyBody.WindowBody;
import io.podspan.peeringservice.peering.Quoted;
import io.podspan.peeringservice.peering.strategy.Strategy;
import io.podspan.peeringservice.peering.strategy.Strategy.AfterCanary;
import io.podspan.peeringservice.peering.strategy.Strategy.Batch;
import io.podspan.peeringservice.peering.strategy.Strategy.Canary;
import io.podspan.peeringservice.peering.strategy.Window;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the strategy of a request. Each fault names its field, below {@code rollout}. */
final class StrategyFields {
  private static final int MOST_AT_ONCE = 1_000;
  private static final Pattern NODE =
      Pattern.compile("([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/)?[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");
  private static final Pattern LABEL =
      Pattern.compile("([a-z0-9][-.a-z0-9]{0,252}/)?[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?");
  private static final Pattern VALUE =
      Pattern.compile("([A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?");
  private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smh])");

  private final Fields fields;

  private StrategyFields(Fields fields) {
    this.fields = fields;
  }

  static Strategy checked(Fields fields, @Nullable StrategyBody body) {
    return body == null ? Strategy.DEFAULT : new StrategyFields(fields).checked(body);
  }

  private Strategy checked(StrategyBody body) {
    if (body.pauseAfterCanary() != null && body.canary() == null) {
      fields.fault(
          "no-canary",
          "rollout.pauseAfterCanary",
          "There is a pause after the canary, and no canary.",
          "Name a canary (rollout.canary), or leave the pause out.");
    }
    return new Strategy(
        canary(body.canary()),
        afterCanary(body.pauseAfterCanary()),
        batch(body.batch()),
        body.parallelClusters() == null
            ? null
            : count("rollout.parallelClusters", body.parallelClusters()),
        windows(body.windows()),
        mode(body.mode()));
  }

  private Canary canary(@Nullable CanaryBody body) {
    if (body == null) {
      return new Canary.Nobody();
    }
    one("rollout.canary", "nodes, labels or count", body.nodes(), body.labels(), body.count());
    if (body.count() != null) {
      return new Canary.First(count("rollout.canary.count", body.count()));
    }
    return body.nodes() != null ? named(body.nodes()) : labelled(body.labels());
  }

  /** Of several fields that exclude each other, one is to be given. */
  private void one(String where, String which, @Nullable Object... given) {
    long there = Arrays.stream(given).filter(value -> value != null).count();
    if (there != 1) {
      fields.fault(
          "not-one",
          where,
          where + " has " + there + " of " + which + ".",
          "Give exactly one of " + which + ".");
    }
  }

  private Canary named(List<@Nullable String> nodes) {
    List<String> names = new ArrayList<>();
    for (String node : fields.bounded("rollout.canary.nodes", nodes)) {
      String where = "rollout.canary.nodes[" + names.size() + "]";
      if (node == null || !NODE.matcher(node).matches()) {
        fields.fault(
            "bad-node",
            where,
            node == null ? where + " is missing." : Quoted.of(node) + " is not a node's name.",
            "Give a node's name, or cluster/node.");
      }
      names.add(node == null ? "" : node);
    }
    if (names.isEmpty()) {
      fields.fault(
          "no-canary", "rollout.canary.nodes", "No node is named.", "Name one, or leave it out.");
    }
    return new Canary.Named(names);
  }

  private Canary labelled(@Nullable Map<String, @Nullable String> labels) {
    Map<String, String> checked = new HashMap<>();
    if (labels != null) {
      labels.forEach((key, value) -> label(checked, key, value));
    }
    if (checked.isEmpty()) {
      fields.fault(
          "no-canary", "rollout.canary.labels", "No label is given.", "Give one, or leave it out.");
    }
    return new Canary.Labelled(checked);
  }

  private void label(Map<String, String> checked, String key, @Nullable String value) {
    if (!LABEL.matcher(key).matches() || value == null || !VALUE.matcher(value).matches()) {
      fields.fault(
          "bad-label",
          "rollout.canary.labels",
          Quoted.of(key) + " or its value is not a label of Kubernetes.",
          "Give labels such as \"podspan.io/canary\": \"true\".");
    }
    checked.put(key, value == null ? "" : value);
  }

  private AfterCanary afterCanary(@Nullable String text) {
    if (text == null) {
      return new AfterCanary.GoOn();
    }
    if (text.equals("manual")) {
      return new AfterCanary.Ask();
    }
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      fields.fault(
          "bad-pause",
          "rollout.pauseAfterCanary",
          Quoted.of(text) + " is neither manual nor a time.",
          "Give manual, or a time such as 90s, 10m or 2h.");
      return new AfterCanary.GoOn();
    }
    long count = Long.parseLong(time.group(1));
    return new AfterCanary.WaitFor(
        switch (time.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        });
  }

  private Batch batch(@Nullable BatchBody body) {
    if (body == null) {
      return new Batch.ByPolicy();
    }
    one("rollout.batch", "count or percent", body.count(), body.percent());
    if (body.count() != null) {
      return new Batch.Count(count("rollout.batch.count", body.count()));
    }
    int percent = body.percent() == null ? 100 : body.percent();
    if (percent < 1 || percent > 100) {
      fields.fault(
          "bad-percent",
          "rollout.batch.percent",
          percent + " is not a part of the nodes.",
          "Give 1 to 100.");
    }
    return new Batch.Percent(percent);
  }

  private int count(String where, int count) {
    if (count < 1 || count > MOST_AT_ONCE) {
      fields.fault(
          "bad-count", where, count + " is not a count.", "Give 1 to " + MOST_AT_ONCE + ".");
    }
    return count;
  }

  private List<Window> windows(@Nullable List<@Nullable WindowBody> bodies) {
    List<Window> windows = new ArrayList<>();
    for (WindowBody body : fields.bounded("rollout.windows", bodies)) {
      String where = "rollout.windows[" + windows.size() + "].";
      WindowBody given = body == null ? new WindowBody(null, null, null, null) : body;
      windows.add(
          new Window(
              days(where + "days", given.days()),
              time(where + "from", given.from()),
              time(where + "to", given.to()),
              zone(where + "zone", given.zone())));
    }
    return windows;
  }

  private Set<DayOfWeek> days(String where, @Nullable List<@Nullable String> names) {
    if (names == null) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : fields.bounded(where, names)) {
      day(name)
          .ifPresentOrElse(
              days::add,
              () ->
                  fields.fault(
                      "bad-day",
                      where,
                      Quoted.of(String.valueOf(name)) + " is not a day of the week.",
                      "Give Mon, Tue, Wed, Thu, Fri, Sat or Sun."));
    }
    if (days.isEmpty()) {
      fields.fault(
          "no-day", where, "The window has no day.", "Name one, or leave days out for every day.");
    }
    return days;
  }

  private static Optional<DayOfWeek> day(@Nullable String name) {
    String wanted = name == null ? "" : name.toUpperCase(Locale.ROOT);
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> day.name().equals(wanted) || day.name().substring(0, 3).equals(wanted))
        .findFirst();
  }

  private LocalTime time(String where, @Nullable String text) {
    try {
      return LocalTime.parse(text == null ? "" : text);
    } catch (DateTimeException e) {
      fields.fault(
          "bad-time",
          where,
          text == null ? where + " is missing." : Quoted.of(text) + " is not a time of the day.",
          "Give a time such as 22:00.");
      return LocalTime.MIDNIGHT;
    }
  }

  private ZoneId zone(String where, @Nullable String name) {
    try {
      return ZoneId.of(name == null ? "UTC" : name);
    } catch (DateTimeException e) {
      fields.fault(
          "bad-zone",
          where,
          Quoted.of(String.valueOf(name)) + " is not a time zone.",
          "Give a name such as Europe/Berlin or UTC.");
      return ZoneId.of("UTC");
    }
  }

  private Strategy.Mode mode(@Nullable String text) {
    return switch (text) {
      case null -> Strategy.Mode.AUTOMATIC;
      case "automatic" -> Strategy.Mode.AUTOMATIC;
      case "manual" -> Strategy.Mode.MANUAL;
      default -> {
        fields.fault(
            "unknown-mode",
            "rollout.mode",
            Quoted.of(text) + " is not a mode.",
            "Give automatic or manual.");
        yield Strategy.Mode.AUTOMATIC;
      }
    };
  }
}
