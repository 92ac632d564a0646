package io.podspan.probeservice.api;

import io.podspan.probeservice.ends.EndName;
import io.podspan.probeservice.history.HistoryQuestion;
import io.podspan.probeservice.history.Retention;
import io.podspan.probeservice.history.Spot;
import io.podspan.probeservice.history.Step;
import io.podspan.servicekit.problem.Problem.Violation;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a caller wants of the history ({@code @BeanParam}). */
public final class HistoryParams {
  static final int USUAL = 1_000;
  static final int MOST = 10_000;

  @QueryParam("from")
  @Parameter(
      description = "Whose pods ping: CLUSTER, or CLUSTER/node/NAME; all when left out",
      example = "paris")
  @Nullable String from;

  @QueryParam("to")
  @Parameter(
      description = "Whose pods are pinged: CLUSTER, or CLUSTER/node/NAME; all when left out",
      example = "tokyo")
  @Nullable String to;

  @QueryParam("nodes")
  @Parameter(
      description =
          "true: pairs of nodes in place of clusters. It is so where from or to is a node",
      schema = @Schema(type = SchemaType.BOOLEAN))
  @Nullable String nodes;

  @QueryParam("total")
  @Parameter(
      description = "true: one row for each pair over all of the time, which begins with since",
      schema = @Schema(type = SchemaType.BOOLEAN))
  @Nullable String total;

  @QueryParam("since")
  @Parameter(
      description =
          "From when on: an instant in UTC, or how long ago (90s, 30m, 6h, 7d). When left out: an hour"
              + " of minutes, a day of hours, 30 days of days",
      example = "6h")
  @Nullable String since;

  @QueryParam("until")
  @Parameter(description = "Until when, as since; now when left out")
  @Nullable String until;

  @QueryParam("step")
  @Parameter(
      description =
          "How long a row is. When left out: by how much time is asked for (minutes up to 6 hours,"
              + " hours up to 7 days); longer ones where these are not kept that long",
      schema = @Schema(enumeration = {"minute", "hour", "day"}))
  @Nullable String step;

  @QueryParam("limit")
  @Parameter(
      description = "How many rows at most, 1 to 10000; 1000 when left out",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000"))
  @Nullable String limit;

  @QueryParam("cursor")
  @Parameter(
      description = "Where to go on: next of the page before, with the same other parameters")
  @Nullable String cursor;

  /**
   * @throws ProblemException 400 that names each parameter that is wrong
   */
  HistoryQuestion question(Instant now, Retention retention) {
    return new Reading(now, retention).question();
  }

  /** Reads one parameter after the other, and gathers what is wrong. */
  private final class Reading {
    private final Instant now;
    private final Retention retention;
    private final List<Violation> wrong = new ArrayList<>();

    Reading(Instant now, Retention retention) {
      this.now = now;
      this.retention = retention;
    }

    HistoryQuestion question() {
      @Nullable Spot source = spot("from", from);
      @Nullable Spot target = spot("to", to);
      boolean ofNodes =
          truth("nodes", nodes)
              || (source != null && !source.isWhole())
              || (target != null && !target.isWhole());
      @Nullable Step wanted = step();
      Instant end = moment("until", until).orElse(now);
      Instant begin =
          moment("since", since)
              .orElseGet(() -> end.minus((wanted == null ? Step.MINUTE : wanted).usual()));
      if (!begin.isBefore(end)) {
        wrong("since", "It is not before until.", "Give an earlier one.");
      }
      boolean whole = truth("total", total);
      int rows = limit();
      HistoryQuestion.@Nullable Mark mark =
          cursor == null ? null : HistoryCursor.mark(cursor).orElseGet(this::noMark);
      if (!wrong.isEmpty()) {
        throw ProblemException.invalid("parameters", wrong);
      }
      Step step = wanted == null ? retention.best(begin, end, now) : wanted;
      return new HistoryQuestion(
          step, source, target, ofNodes, whole, step.begin(begin), end, rows, mark);
    }

    private @Nullable Spot spot(String name, @Nullable String text) {
      if (text == null) {
        return null;
      }
      return switch (EndName.parse(text).orElse(null)) {
        case EndName.ClusterName(String cluster) -> Spot.whole(cluster);
        case EndName.NodeName(String cluster, String node) -> new Spot(cluster, node);
        case null, default -> {
          wrong(
              name,
              "It is no cluster and no node.",
              "Write CLUSTER or CLUSTER/node/NAME: the history is of these.");
          yield null;
        }
      };
    }

    private boolean truth(String name, @Nullable String text) {
      if (text == null || text.equals("false")) {
        return false;
      }
      if (!text.equals("true")) {
        wrong(name, "It is neither true nor false.", "Use one of these.");
      }
      return true;
    }

    private @Nullable Step step() {
      if (step == null) {
        return null;
      }
      for (Step each : Step.values()) {
        if (each.name().toLowerCase(Locale.ROOT).equals(step)) {
          return each;
        }
      }
      wrong(
          "step",
          "It is none that is kept.",
          "Use one of "
              + String.join(", ", Arrays.stream(Step.values()).map(Step::name).toList())
                  .toLowerCase(Locale.ROOT)
              + ".");
      return null;
    }

    private Optional<Instant> moment(String name, @Nullable String text) {
      if (text == null) {
        return Optional.empty();
      }
      Optional<Instant> moment = Moment.parse(text, now);
      if (moment.isEmpty()) {
        wrong(
            name,
            "It is no moment.",
            "Write an instant such as 2026-11-30T10:00:00Z, or how long ago: 90s, 30m, 6h, 7d.");
      }
      return moment;
    }

    private int limit() {
      if (limit == null) {
        return USUAL;
      }
      int rows = limit.matches("\\d{1,6}") ? Integer.parseInt(limit) : 0;
      if (rows < 1 || rows > MOST) {
        wrong("limit", "It is not a number from 1 to " + MOST + ".", "Correct it.");
      }
      return rows;
    }

    private HistoryQuestion.@Nullable Mark noMark() {
      wrong("cursor", "It is no place in the history.", "Use next of the page before, as it is.");
      return null;
    }

    private void wrong(String name, String what, String toDo) {
      wrong.add(new Violation("bad-parameter", name, what, toDo));
    }
  }
}
