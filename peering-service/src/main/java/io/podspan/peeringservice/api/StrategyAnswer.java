package io.podspan.peeringservice.api;

import io.podspan.peeringservice.api.StrategyBody.BatchBody;
import io.podspan.peeringservice.api.StrategyBody.CanaryBody;
import io.podspan.peeringservice.api.StrategyBody.WindowBody;
import io.podspan.peeringservice.peering.strategy.Strategy;
import io.podspan.peeringservice.peering.strategy.Strategy.AfterCanary;
import io.podspan.peeringservice.peering.strategy.Strategy.Batch;
import io.podspan.peeringservice.peering.strategy.Strategy.Canary;
import io.podspan.peeringservice.peering.strategy.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A strategy in the form in which it is given. */
final class StrategyAnswer {
  private StrategyAnswer() {}

  /** Null for the usual one. */
  static @Nullable StrategyBody of(Strategy strategy) {
    return strategy.equals(Strategy.DEFAULT)
        ? null
        : new StrategyBody(
            canary(strategy.canary()),
            afterCanary(strategy.afterCanary()),
            batch(strategy.batch()),
            strategy.parallelClusters(),
            windows(strategy.windows()),
            strategy.mode().name().toLowerCase(Locale.ROOT));
  }

  private static @Nullable CanaryBody canary(Canary canary) {
    return switch (canary) {
      case Canary.Nobody _ -> null;
      case Canary.Named(List<String> nodes) ->
          new CanaryBody(new ArrayList<@Nullable String>(nodes), null, null);
      case Canary.Labelled(Map<String, String> labels) ->
          new CanaryBody(null, new TreeMap<String, @Nullable String>(labels), null);
      case Canary.First(int count) -> new CanaryBody(null, null, count);
    };
  }

  private static @Nullable String afterCanary(AfterCanary after) {
    return switch (after) {
      case AfterCanary.GoOn _ -> null;
      case AfterCanary.Ask _ -> "manual";
      case AfterCanary.WaitFor(Duration time) -> time.toSeconds() + "s";
    };
  }

  private static @Nullable BatchBody batch(Batch batch) {
    return switch (batch) {
      case Batch.ByPolicy _ -> null;
      case Batch.Count(int count) -> new BatchBody(count, null);
      case Batch.Percent(int percent) -> new BatchBody(null, percent);
    };
  }

  private static @Nullable List<@Nullable WindowBody> windows(List<Window> windows) {
    if (windows.isEmpty()) {
      return null;
    }
    List<@Nullable WindowBody> bodies = new ArrayList<>();
    windows.forEach(window -> bodies.add(window(window)));
    return bodies;
  }

  private static WindowBody window(Window window) {
    List<@Nullable String> days = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      if (window.days().contains(day)) {
        days.add(day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT));
      }
    }
    return new WindowBody(
        days, window.from().toString(), window.to().toString(), window.zone().getId());
  }
}
