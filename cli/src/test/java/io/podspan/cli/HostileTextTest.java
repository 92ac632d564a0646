package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names and sentences that a terminal would obey, through every command that prints some. */
class HostileTextTest {
  private static final String JSON = "application/json";

  /** Sets the window's title; clears the screen in eight bits; turns around; forges a line. */
  private static final String HOSTILE =
      "x\\u001b]0;owned\\u0007\\u009b2J\\u202egnp.exe\\u2066\\nEverything is fine\\r\\u0000\\ud83d\\ude00";

  private FakeService service;

  @BeforeEach
  void start() throws Exception {
    service = new FakeService();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private static void isHarmless(CommandRun run) {
    String printed = run.out() + run.err();
    assertThat(printed.codePoints().filter(c -> c != '\n' && c != '\t'))
        .allMatch(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT);
    assertThat(printed).contains("]0;owned", "gnp.exe");
    assertThat(printed.lines()).noneMatch(line -> line.startsWith("Everything"));
  }

  @Test
  void events() {
    String one =
        "{\"sequence\": 5, \"type\": \"podspan.cluster.removed.v1\", \"subject\": \"%1$s\","
                .formatted(HOSTILE)
            + " \"time\": \"2026-01-01T10:11:13Z\", \"sentence\": \"Cluster %1$s is removed\","
                .formatted(HOSTILE)
            + " \"data\": {\"cluster\": \"%1$s\"}}".formatted(HOSTILE);
    service.answersTo("/api/v1/events/types", 200, JSON, "[\"podspan.cluster.removed.v1\"]");
    service.answers(200, JSON, "{\"events\": [" + one + "]}");

    for (String format : List.of("table", "json", "yaml")) {
      isHarmless(CommandRun.with(Service.CONSOLE, service, "events", "--output", format));
    }
  }

  @Test
  void status() {
    service.answers(
        200,
        JSON,
        """
        {"status": "UP", "sequence": 1, "clusters": [{"name": "%1$s"}], "verdict": "NOT_WELL",
         "problems": [{"state": "BROKEN", "since": "%1$s", "sentence": "%1$s", "consequences": "%1$s",
           "toDo": "%1$s"}], "settling": ["%1$s"], "underWay": ["%1$s"],
         "interconnects": [{"name": "%1$s", "conditions": [
           {"type": "Ready", "status": "False", "reason": "%1$s", "message": "%1$s"}]}],
         "sessions": [{"reflector": "r", "address": "a", "cluster": "%1$s", "node": "%1$s",
           "state": "%1$s", "reason": "%1$s"}],
         "matrix": [{"from": "%1$s", "to": "%1$s", "state": "%1$s", "reason": "%1$s"}]}
        """
            .formatted(HOSTILE));

    isHarmless(CommandRun.with(Service.CONSOLE, service, "status"));
    isHarmless(CommandRun.with(Service.CONSOLE, service, "status", "--all"));
  }

  @Test
  void clusters() {
    service.answers(
        200,
        JSON,
        """
        {"items": [{"name": "%1$s", "cni": "%1$s", "version": "%1$s", "asn": 64512,
          "podCidrs": ["%1$s"], "serviceCidrs": [], "nodes": [{"name": "%1$s"}]}]}
        """
            .formatted(HOSTILE));

    isHarmless(CommandRun.with(Service.PEERING, service, "clusters", "list"));
  }

  @Test
  void aRefusal() {
    service.answers(
        422,
        "application/problem+json",
        """
        {"type": "/problems/x", "title": "x", "status": 422, "detail": "%1$s", "nextStep": "%1$s"}
        """
            .formatted(HOSTILE.replace("\\n", " ")));

    isHarmless(CommandRun.with(Service.PEERING, service, "clusters", "list"));
  }
}
