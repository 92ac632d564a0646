package io.podspan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.demo.QuietWindow.Deed;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FalseAlarmsTest {
  private static final Instant BEGUN = Instant.parse("2026-11-30T12:00:00Z");
  private static final String LOST = "podspan.session.lost.v1";
  private static final String MISSING = "podspan.route.missing.v1";

  private static QuietWindow window(Deed deed) {
    return new QuietWindow(deed, Set.of("paris-1"), BEGUN, BEGUN.plusSeconds(30));
  }

  private static List<JsonNode> alarms(JsonNode event, QuietWindow... windows) {
    return new FalseAlarms(List.of(windows)).of(List.of(event));
  }

  private static JsonNode event(String type, int second, String node) {
    ObjectNode event =
        Api.JSON
            .createObjectNode()
            .put("type", type)
            .put("time", BEGUN.plusSeconds(second).toString());
    ObjectNode data = event.putObject("data");
    if (type.startsWith("podspan.session.")) {
      data.putObject("peer").put("node", node);
    } else {
      data.put("node", node).put("table", "RIB");
    }
    return event;
  }

  private static JsonNode ofKernel(JsonNode event) {
    ((ObjectNode) event.get("data")).put("table", "FIB");
    return event;
  }

  @Test
  void whatIsWrongWhileNothingIsDoneIsFalse() {
    assertThat(alarms(event(LOST, 100, "paris-1"), window(Deed.RESTART))).hasSize(1);
    assertThat(alarms(event(LOST, -1, "paris-1"), window(Deed.RESTART))).hasSize(1);
  }

  @Test
  void theNodeOfARouterThatRestartsLosesItsSessionAndTheRoutesOfItsRouter() {
    assertThat(alarms(event(LOST, 5, "paris-1"), window(Deed.RESTART))).isEmpty();
    assertThat(alarms(event(MISSING, 5, "paris-1"), window(Deed.RESTART))).isEmpty();
  }

  @Test
  void itsKernelAndOtherNodesLoseNothing() {
    assertThat(alarms(ofKernel(event(MISSING, 5, "paris-1")), window(Deed.RESTART))).hasSize(1);
    assertThat(alarms(event(LOST, 5, "paris-2"), window(Deed.RESTART))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"PARTIAL, 1", "UNREACHABLE, 1", "REACHABLE, 0"})
  void podsReachEachOtherWhileARouterRestarts(String now, int alarms) {
    JsonNode event = event("podspan.probe.reachability-changed.v1", 5, "");
    ((ObjectNode) event.get("data")).put("now", now);
    assertThat(alarms(event, window(Deed.RESTART))).hasSize(alarms);
  }

  @ParameterizedTest
  @EnumSource(
      value = Deed.class,
      names = {"MEMBERSHIP", "NODE"})
  void podsReachEachOtherPartlyWhileMembersComeAndGo(Deed deed) {
    JsonNode event = event("podspan.probe.reachability-changed.v1", 5, "");
    ((ObjectNode) event.get("data")).put("now", "PARTIAL");
    assertThat(alarms(event, window(deed))).isEmpty();
  }

  @Test
  void aNodeThatComesTakesNothingFromOthers() {
    assertThat(alarms(event(MISSING, 5, "tokyo-1"), window(Deed.NODE))).hasSize(1);
  }

  @Test
  void whatSaysThatAllIsWellIsNoAlarm() {
    JsonNode read = event("podspan.node.read.v1", 100, "paris-1");
    ((ObjectNode) read.get("data")).put("readable", true);
    assertThat(alarms(read)).isEmpty();
    assertThat(alarms(event("podspan.session.established.v1", 100, "paris-1"))).isEmpty();
  }
}
