package io.podspan.cli.demo;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.demo.DiagnosisPage.Alarm;
import io.podspan.cli.demo.DiagnosisPage.Row;
import io.podspan.lab.network.LabException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionTimeoutException;

/** Makes one fault after the other, asks why until it is named, and mends it. */
final class Trials {
  private static final Duration PATIENCE = Duration.ofSeconds(240);
  private static final Duration OFTEN = Duration.ofMillis(200);

  private final Api console;
  private final Journal journal;
  private final Ground ground;
  private final UnaryOperator<String> podOn;
  private final Duration longest;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> misnamed = new ArrayList<>();

  /**
   * @param podOn names a pod of a node, as why takes it
   * @param longest until a fault has to be named
   */
  Trials(Api console, Ground ground, UnaryOperator<String> podOn, Duration longest) {
    this.console = console;
    this.journal = new Journal(console);
    this.ground = ground;
    this.podOn = podOn;
    this.longest = longest;
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Faults that were not named, twice, with what was said. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Faults that something else was said of, twice, before the right name or with it. */
  List<String> misnamed() {
    return List.copyOf(misnamed);
  }

  /** On a busy machine anything may be late once; what goes wrong twice is wrong. */
  void isNamed(Fault fault) {
    Trial trial = trial(fault);
    if (!trial.isRight()) {
      System.out.println("== ONCE MORE " + fault);
      trial = trial(fault);
    }
    trial.row().ifPresent(rows::add);
    wrong.addAll(trial.wrong());
    misnamed.addAll(trial.misnamed());
  }

  /**
   * What came of a fault that was made.
   *
   * @param row when it was named, and nothing else was
   */
  private record Trial(Optional<Row> row, List<String> wrong, List<String> misnamed) {
    boolean isRight() {
      return wrong.isEmpty() && misnamed.isEmpty();
    }

    static Trial failed(String what) {
      System.out.println("== WRONG " + what);
      return new Trial(Optional.empty(), List.of(what), List.of());
    }
  }

  private Trial trial(Fault fault) {
    waitUntilAllIsWellBefore(fault);
    try {
      return whileItLasts(fault);
    } catch (LabException e) {
      return Trial.failed("%s could not be made: %s".formatted(fault, e.getMessage()));
    } finally {
      fault.mends().to(ground);
    }
  }

  private Trial whileItLasts(Fault fault) {
    long before = journal.last();
    Instant made = Instant.now();
    fault.breaks().to(ground);
    List<String> otherNames = new ArrayList<>();
    JsonNode why;
    try {
      why = untilNamed(fault, otherNames);
    } catch (ConditionTimeoutException e) {
      return Trial.failed(fault + ": " + why(fault).toPrettyString() + problems().toPrettyString());
    }
    Duration took = Duration.between(made, Instant.now());
    Row row = new Row(fault, took, firstAlarm(fault, before, made), said(fault, why));
    System.out.println("== " + row.line() + " before: " + otherNames + " also: " + codes(why));
    List<String> misnamers =
        otherNames.stream()
            .filter(fault::isMisnamedBy)
            .map(code -> "%s: why said %s of it".formatted(fault, code))
            .toList();
    return new Trial(Optional.of(row).filter(_ -> misnamers.isEmpty()), List.of(), misnamers);
  }

  private JsonNode untilNamed(Fault fault, List<String> otherNames) {
    return await()
        .atMost(longest)
        .pollInterval(OFTEN)
        .ignoreExceptionsInstanceOf(ProblemException.class)
        .until(() -> why(fault), answer -> isNamed(fault, answer, otherNames));
  }

  private static List<String> codes(JsonNode why) {
    return why.get("also").valueStream().map(cause -> cause.path("code").asText()).toList();
  }

  private void waitUntilAllIsWellBefore(Fault fault) {
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(OFTEN)
          .ignoreExceptionsInstanceOf(ProblemException.class)
          .until(
              () ->
                  why(fault).path("verdict").asText().equals("REACHABLE")
                      && why(fault).get("also").isEmpty()
                      && isWell(problems()));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "before " + fault + " all is to be well: " + why(fault) + " " + problems(), e);
    }
  }

  /** Nothing is wrong, and nothing is being changed. */
  private static boolean isWell(JsonNode now) {
    return now.get("verdict").asText().equals("WELL")
        && now.get("settling").isEmpty()
        && now.get("underWay").isEmpty();
  }

  /** A fault that takes no packets yet is among what is wrong besides. */
  private static boolean isNamed(Fault fault, JsonNode why, List<String> otherNames) {
    String code = why.path("code").asText("");
    boolean named = fault.codes().contains(code);
    if (!code.isEmpty() && !named && !otherNames.contains(code)) {
      otherNames.add(code);
    }
    return named || (!fault.loses() && also(fault, why).isPresent());
  }

  private static Optional<JsonNode> also(Fault fault, JsonNode why) {
    return why.get("also")
        .valueStream()
        .filter(cause -> fault.codes().contains(cause.path("code").asText("")))
        .findFirst();
  }

  private static String said(Fault fault, JsonNode why) {
    return fault.codes().contains(why.path("code").asText(""))
        ? why.path("sentence").asText()
        : also(fault, why).map(cause -> cause.get("text").asText()).orElseThrow();
  }

  /** The first that names a node or a cluster of the fault. */
  private Optional<Alarm> firstAlarm(Fault fault, long before, Instant made) {
    return journal.after(before).stream()
        .filter(event -> made.isBefore(Instant.parse(event.get("time").asText())))
        .filter(Trials::isAlarm)
        .filter(event -> fault.concerns().stream().anyMatch(event.toString()::contains))
        .min(Comparator.comparing(event -> event.get("time").asText()))
        .map(
            event ->
                new Alarm(
                    event.get("type").asText(),
                    Duration.between(made, Instant.parse(event.get("time").asText()))));
  }

  private static boolean isAlarm(JsonNode event) {
    return switch (event.get("type").asText()) {
      case "podspan.route.missing.v1",
          "podspan.session.stalled.v1",
          "podspan.session.lost.v1",
          "podspan.rollout.drift-found.v1" ->
          true;
      case "podspan.node.read.v1" -> !event.at("/data/why").asText("").isEmpty();
      case "podspan.probe.reachability-changed.v1" ->
          !event.at("/data/now").asText().equalsIgnoreCase("reachable");
      default -> false;
    };
  }

  private JsonNode why(Fault fault) {
    return console.get(
        "/api/v1/why?from=" + podOn.apply(fault.from()) + "&to=" + podOn.apply(fault.to()));
  }

  private JsonNode problems() {
    return console.get("/api/v1/problems");
  }
}
