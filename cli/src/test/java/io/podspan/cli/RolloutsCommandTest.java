package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.api.FakeService.Request;
import io.podspan.cli.machine.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolloutsCommandTest {
  private static final String JSON = "application/json";
  private static final String ROLLOUT =
      """
      {"id": "r1", "interconnect": "europe", "cluster": "paris", "direction": "JOIN",
       "state": "GATING", "since": "2026-01-01T10:11:12Z", "driver": "kube-router-flags",
       "changes": ["+ --peer-router-ips=192.0.2.1"],
       "steps": [
         {"node": "n1", "address": "10.0.0.1", "status": "VERIFIED", "gates": ["PodReady"],
          "startedAt": "2026-01-01T10:11:12Z", "tookMillis": 5340},
         {"node": "n2", "address": "10.0.0.2", "status": "GATING", "gates": [], "startedAt": null,
          "tookMillis": null}],
       "failure": null, "createdAt": "2026-01-01T10:11:00Z", "startedAt": "2026-01-01T10:11:01Z"}
      """;
  private static final String DONE =
      ROLLOUT.replace("\"GATING\", \"since", "\"COMPLETED\", \"since");
  private static final String FAILED =
      ROLLOUT
          .replace("\"GATING\", \"since", "\"ROLLED_BACK\", \"since")
          .replace(
              "\"failure\": null",
              "\"failure\": {\"node\": \"n2\", \"reason\": \"No session.\", \"nextStep\":"
                  + " \"Look at it (GET /api/v1/rollouts/{id}).\"}");

  private FakeService peering;
  private FakeService console;

  @BeforeEach
  void start() throws Exception {
    peering = new FakeService();
    console = new FakeService();
  }

  @AfterEach
  void stop() {
    peering.close();
    console.close();
  }

  private CommandRun run(String... arguments) {
    return CommandRun.with(Service.PEERING, peering, arguments);
  }

  private CommandRun watch(String... arguments) {
    String[] line = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, line, 0, arguments.length);
    line[arguments.length] = "--url";
    line[arguments.length + 1] = "peering-service=" + peering.url();
    line[arguments.length + 2] = "--url";
    line[arguments.length + 3] = "console=" + console.url();
    return CommandRun.of(line);
  }

  private static String event(int sequence, String type, String id) {
    return """
    id: %1$d
    event: podspan.rollout.%2$s.v1
    data: {"sequence": %1$d, "type": "podspan.rollout.%2$s.v1", "time": "2026-01-01T10:12:00Z", \
    "sentence": "%2$s of %3$s", "data": {"rollout": {"id": "%3$s"}}}

    """
        .formatted(sequence, type, id);
  }

  @Test
  void rolloutsAreListedWithHowFarTheyAre() {
    peering.answers(200, JSON, "{\"items\": [" + ROLLOUT + "], \"total\": 1}");

    assertThat(run("rollouts", "list", "--cluster", "paris", "--interconnect", "a b").out())
        .isEqualTo(
            """
            ID  INTERCONNECT  CLUSTER  DIRECTION  STATE   NODES  SINCE
            r1  europe        paris    JOIN       GATING  1/2    2026-01-01 10:11:12 UTC
            """);
    assertThat(run("rollouts", "-o", "wide").out()).contains("DRIVER", "kube-router-flags");
    assertThat(run("rollouts", "-o", "name").out()).isEqualTo("rollout/r1\n");
    assertThat(peering.requests())
        .extracting(Request::path)
        .containsExactly(
            "/api/v1/rollouts?limit=50&interconnect=a%20b&cluster=paris",
            "/api/v1/rollouts?limit=50", "/api/v1/rollouts?limit=50");
  }

  @Test
  void rolloutsAreSelectedByWhereTheyAre() {
    peering.answers(200, JSON, "{\"items\": []}");

    run("rollouts", "list", "--state", "paused,FAILED", "--ended=false");
    run("rollout", "list", "--ended");

    assertThat(peering.requests())
        .extracting(Request::path)
        .containsExactly(
            "/api/v1/rollouts?limit=50&state=PAUSED&state=FAILED&ended=false",
            "/api/v1/rollouts?limit=50&ended=true");
  }

  @Test
  void whatSomebodyHasToRunIsShownToWhoWatches() {
    console.answersTo("/api/v1/events", 200, JSON, "{\"events\": []}");
    console.answersTo(
        "/api/v1/events/stream", 200, "text/event-stream", event(1, "completed", "r1"));
    String byHand =
        ROLLOUT.replace(
            "\"failure\": null",
            """
            "failure": null, "waits": [{"node": "n2", "gate": "BY_HAND", "what": "By hand.",
              "since": "2026-01-01T10:11:12Z", "until": null, "commands": ["kubectl delete pod p"]}]\
            """);
    peering.answers(200, JSON, byHand).answers(200, JSON, DONE);

    assertThat(watch("rollout", "status", "r1").err())
        .isEqualTo(
            """
            podspan: rollout/r1 is GATING: n2: By hand (podspan rollouts show r1 has the commands)
            podspan: n2: By hand.
              run:
            kubectl delete pod p
            podspan: rollout/r1 is COMPLETED
            """);
  }

  @Test
  void oneIsShownWithItsNodes() {
    peering.answers(200, JSON, FAILED);

    assertThat(run("rollouts", "show", "r1").out())
        .contains("\nchanges by kube-router-flags:\n  + --peer-router-ips=192.0.2.1\n")
        .contains("n1    10.0.0.1  VERIFIED  2026-01-01 10:11:12 UTC  5.3 s  PodReady\n")
        .endsWith(
            "\nstopped at node n2: No session.\n"
                + "what to do: Look at it (podspan rollouts show r1).\n");
  }

  @Test
  void aRolloutIsSteeredByTheVerbsOfTheService() {
    peering.answers(
        200,
        JSON,
        ROLLOUT.replace(
            "\"failure\": null",
            """
            "failure": null,
            "pause": {"kind": "Decision", "reason": "n2 has no session.", "nextStep":
              "Go on (POST /api/v1/rollouts/{id}/resume).", "since": "2026-01-01T10:11:14Z",
              "until": null, "evidence": ["hold timer"]},
            "orders": [{"verb": "pause", "by": "ci", "at": "2026-01-01T10:11:13Z"}]\
            """));

    for (String verb : new String[] {"pause", "resume", "abort", "rollback", "retry"}) {
      assertThat(run("rollouts", verb, "r1").out())
          .endsWith(
              """

              paused since 2026-01-01 10:11:14 UTC: n2 has no session.
                hold timer
              what to do: Go on (podspan rollouts resume r1).

              asked for:
                2026-01-01 10:11:13 UTC  pause by ci
              """);
    }
    assertThat(peering.requests())
        .extracting(Request::path)
        .containsExactly(
            "/api/v1/rollouts/r1/pause",
            "/api/v1/rollouts/r1/resume",
            "/api/v1/rollouts/r1/abort",
            "/api/v1/rollouts/r1/rollback",
            "/api/v1/rollouts/r1/retry");
  }

  @Test
  void aStateThatDoesNotAllowAVerbIsARefusalWithItsReason() {
    peering.answers(
        409, "application/problem+json", "{\"title\": \"x\", \"detail\": \"It is complete.\"}");

    CommandRun run = run("rollouts", "pause", "r1");

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).isEqualTo("podspan: It is complete.\n");
  }

  @Test
  void watchingEndsWithTheRolloutAndShowsOnlyItsEvents() {
    console.answersTo("/api/v1/events", 200, JSON, "{\"events\": [{\"sequence\": 41}]}");
    console.answersTo(
        "/api/v1/events/stream",
        200,
        "text/event-stream",
        event(42, "node-verified", "r1")
            + event(43, "completed", "r0")
            + event(44, "completed", "r1"));
    peering.answers(200, JSON, ROLLOUT).answers(200, JSON, DONE);

    CommandRun run = watch("rollouts", "watch", "r1");

    assertThat(run.out())
        .isEqualTo(
            """
            2026-01-01 10:12:00 UTC  node-verified of r1
            2026-01-01 10:12:00 UTC  completed of r1
            """);
    assertThat(run.err())
        .isEqualTo("podspan: rollout/r1 is GATING\npodspan: rollout/r1 is COMPLETED\n");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(console.requests())
        .contains(
            new Request(
                "GET", "/api/v1/events/stream?topic=podspan.rollouts&cluster=paris", "41", ""));
  }

  @Test
  void whatHappensAfterTheLookComesWithTheStreamBecauseTheJournalWasReadBefore() {
    console.answersTo("/api/v1/events", 200, JSON, "{\"events\": []}");
    console.answersTo(
        "/api/v1/events/stream", 200, "text/event-stream", event(1, "rolled-back", "r1"));
    peering.answers(200, JSON, ROLLOUT).answers(200, JSON, FAILED);

    CommandRun run = watch("rollouts", "watch", "r1");

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .endsWith(
            "podspan: rollout/r1 is ROLLED_BACK: No session.\n"
                + "what to do: Look at it (podspan rollouts show r1).\n");
    assertThat(console.requests()).last().extracting(Request::lastEventId).isEqualTo("0");
  }

  @Test
  void oneThatHasEndedIsNotWaitedFor() {
    console.answersTo("/api/v1/events", 200, JSON, "{\"events\": []}");
    peering.answers(200, JSON, DONE);

    assertThat(watch("rollouts", "watch", "r1").code()).isEqualTo(ExitCode.OK);
  }
}
