package io.podspan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.demo.DiagnosisPage.Row;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What breaks on the way between pods of two clusters is named by why, and nothing else is. The
 * page of diagnoses is what this test saw.
 */
class DiagnosisIT {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofMillis(200);

  /** Events that say that something is not well. */
  private static final Set<String> ALARMS =
      Set.of(
          "podspan.route.missing.v1",
          "podspan.session.stalled.v1",
          "podspan.session.lost.v1",
          "podspan.node.read.v1",
          "podspan.probe.reachability-changed.v1");

  private static TestMachine system;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    TestMachine.assumeItCanRun();
    system = TestMachine.start("diagit", "198.18.37.0/24", List.of());
    Operator operator = new Operator(system.peering);
    TestMachine.CLUSTERS.forEach(operator::register);
    operator.declare("europe", TestMachine.CLUSTERS, system.reflector());
    await().atMost(PATIENCE).until(system::everyPodReachesEveryOther);
  }

  @AfterAll
  static void stop() {
    if (system != null) {
      system.close();
    }
  }

  @Test
  void eachFaultIsNamedAndNothingElseIs() throws IOException {
    Ground ground = new Ground(system);
    Stream.concat(
            Fault.all("paris-n1", "tokyo-n1").stream(), Fault.all("tokyo-n1", "paris-n1").stream())
        .forEach(fault -> isNamed(fault, ground));
    assertThat(wrong).isEmpty();
    new DiagnosisPage(rows).writtenOrCompared();
  }

  /** A process that stands still tells of nothing, and what it said last looks well. */
  @ParameterizedTest
  @CsvSource({
    "route-collector, service, route-collector",
    "probe-service, service, probe-service",
    "bgp-reflector, reflector, reflector"
  })
  void aServiceThatStandsStillIsToldBeforeAnythingElseIs(
      String service, String kind, String subject) {
    await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> verdict().equals("WELL"));
    Instant stopped = Instant.now();
    Children.signal(service + "/", "STOP");
    try {
      await().atMost(LONGEST).pollInterval(OFTEN).until(() -> !verdict().equals("WELL"));
      System.out.println(
          "== %s told after %s".formatted(service, Duration.between(stopped, Instant.now())));
      assertThat(problems().get("problems"))
          .extracting(
              problem -> problem.get("kind").asText() + " " + problem.get("subject").asText())
          .containsExactly(kind + " " + subject);
    } finally {
      Children.signal(service + "/", "CONT");
    }
    await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> verdict().equals("WELL"));
  }

  private static String verdict() {
    return problems().get("verdict").asText();
  }

  private void isNamed(Fault fault, Ground ground) {
    waitUntilAllIsWellBefore(fault);
    long before = lastSequence();
    Instant made = Instant.now();
    fault.breaks().to(ground);
    List<String> otherNames = new ArrayList<>();
    try {
      JsonNode why =
          await()
              .atMost(LONGEST)
              .pollInterval(OFTEN)
              .until(() -> why(fault), answer -> isNamed(fault, answer, otherNames));
      Duration took = Duration.between(made, Instant.now());
      rows.add(new Row(fault, took, firstAlarm(before, made), said(fault, why), otherNames));
      System.out.println("== " + rows.getLast());
    } catch (ConditionTimeoutException e) {
      wrong.add(fault + ": " + why(fault).toPrettyString() + problems().toPrettyString());
      System.out.println("== NOT NAMED " + wrong.getLast());
    } finally {
      fault.mends().to(ground);
    }
  }

  private static void waitUntilAllIsWellBefore(Fault fault) {
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(OFTEN)
          .until(
              () ->
                  why(fault).path("verdict").asText().equals("REACHABLE")
                      && why(fault).get("also").isEmpty()
                      && problems().get("verdict").asText().equals("WELL"));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "before " + fault + " all is to be well: " + why(fault) + " " + problems(), e);
    }
  }

  private static boolean isNamed(Fault fault, JsonNode why, List<String> otherNames) {
    String code = why.path("code").asText("");
    if (fault.loses()) {
      if (!code.isEmpty() && !fault.codes().contains(code) && !otherNames.contains(code)) {
        otherNames.add(code);
      }
      return fault.codes().contains(code);
    }
    return fault.codes().contains(code) || also(fault, why).isPresent();
  }

  private static Optional<JsonNode> also(Fault fault, JsonNode why) {
    return why.get("also")
        .valueStream()
        .filter(cause -> fault.codes().contains(cause.path("code").asText("")))
        .findFirst();
  }

  private static String said(Fault fault, JsonNode why) {
    return also(fault, why)
        .map(cause -> cause.get("text").asText())
        .filter(_ -> why.path("verdict").asText().equals("REACHABLE"))
        .orElseGet(() -> why.path("sentence").asText());
  }

  private static Optional<Duration> firstAlarm(long before, Instant made) {
    return system.journal("").stream()
        .filter(event -> event.get("sequence").asLong() > before)
        .filter(event -> ALARMS.contains(event.get("type").asText()))
        .map(event -> Duration.between(made, Instant.parse(event.get("time").asText())))
        .min(Duration::compareTo);
  }

  private static long lastSequence() {
    return system.journal("").getLast().get("sequence").asLong();
  }

  private static JsonNode why(Fault fault) {
    return system.console.get("/api/v1/why?from=" + pod(fault.from()) + "&to=" + pod(fault.to()));
  }

  private static String pod(String node) {
    return node.substring(0, node.indexOf('-')) + "/" + node + "-p1";
  }

  private static JsonNode problems() {
    return system.console.get("/api/v1/problems");
  }
}
