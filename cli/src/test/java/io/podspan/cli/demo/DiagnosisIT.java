package io.podspan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What breaks on the way between pods of two clusters is named by why, and nothing else is. The
 * page of diagnoses is what this test saw.
 *
 * <p>Each fault is made on one of two nodes with different routers, in turn. {@code
 * PODSPAN_DIAGNOSIS_FAULTS=all} makes each on both, which takes twice as long.
 */
class DiagnosisIT {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofMillis(200);

  /** Longer than anything between nodes settles. */
  private static final Duration QUIET = Duration.ofSeconds(6);

  private static final boolean ON_BOTH = "all".equals(System.getenv("PODSPAN_DIAGNOSIS_FAULTS"));

  private static TestMachine system;

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
    Trials trials = new Trials(system.console, Ground.of(system), DiagnosisIT::pod, LONGEST);
    List<Fault> onParis = Fault.ofNodes("paris-n1", "tokyo-n1");
    List<Fault> onTokyo = Fault.ofNodes("tokyo-n1", "paris-n1");
    List<Fault> all = Stream.concat(onParis.stream(), onTokyo.stream()).toList();
    List<Fault> faults =
        ON_BOTH
            ? all
            : IntStream.range(0, onParis.size())
                .mapToObj(i -> (i % 2 == 0 ? onParis : onTokyo).get(i))
                .toList();
    faults.forEach(trials::isNamed);
    assertThat(trials.wrong()).isEmpty();
    assertThat(trials.misnamed()).isEmpty();
    DiagnosisPage.of("what the lab saw", all, trials.rows()).writtenOrCompared();
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
    waitUntilItStaysWell();
    Instant stopped = Instant.now();
    Children.signal(service + "/", "STOP");
    try {
      await()
          .atMost(LONGEST)
          .pollInterval(OFTEN)
          .until(() -> !problems().get("problems").isEmpty());
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

  /**
   * What broke just before is told when it has lasted, so one look that finds all well is early.
   */
  private static void waitUntilItStaysWell() {
    await()
        .atMost(PATIENCE)
        .during(QUIET)
        .pollInterval(OFTEN)
        .until(DiagnosisIT::isWellAndNothingBegins);
  }

  private static boolean isWellAndNothingBegins() {
    JsonNode found = problems();
    return found.get("verdict").asText().equals("WELL") && found.get("settling").isEmpty();
  }

  private static String verdict() {
    return problems().get("verdict").asText();
  }

  private static String pod(String node) {
    return node.substring(0, node.indexOf('-')) + "/" + node + "-p1";
  }

  private static JsonNode problems() {
    return system.console.get("/api/v1/problems");
  }
}
