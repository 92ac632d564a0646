package io.podspan.routecollector.routers.kuberouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.routecollector.feed.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as GoBGP 3.10 printed them. */
class GobgpLinesTest {
  private static final String ROUTE =
      """
      [{"nlri":{"prefix":"10.2.1.0/24"},"age":1796007494,"best":false,"attrs":[{"type":1,"value":2},\
      {"type":2,"as_paths":[]},{"type":3,"nexthop":"198.18.70.2"},{"type":5,"value":100}],"stale":false,\
      "source-id":"198.18.70.2","neighbor-ip":"198.18.70.2"}]""";
  private static final String WITHDRAWN =
      ROUTE.replace("\"stale\":false", "\"stale\":false,\"withdrawal\":true");

  private final GobgpLines lines = new GobgpLines();

  private static String peer(int state) {
    return """
    {"conf":{"local_asn":64512,"neighbor_address":"198.18.70.2","peer_asn":64512},"state":{"local_asn":64512,\
    "neighbor_address":"198.18.70.2","peer_asn":64512,"session_state":%d,"router_id":"198.18.70.2"},\
    "transport":{"local_address":"198.18.70.1","local_port":179,"remote_port":56533}}"""
        .formatted(state);
  }

  @Test
  void pathsThatComeAndGoAreChanges() {
    assertThat(lines.read(ROUTE)).isInstanceOf(Step.Change.class);
    assertThat(lines.read(WITHDRAWN)).isInstanceOf(Step.Change.class);
    assertThat(lines.read("[]")).isEqualTo(Step.BEAT);
  }

  @Test
  void aSessionCountsWhenItComesUpAndWhenItEnds() {
    assertThat(lines.read(peer(3)))
        .as("it may have been up before")
        .isInstanceOf(Step.Change.class);
    assertThat(lines.read(peer(4))).isEqualTo(Step.BEAT);
    assertThat(lines.read(peer(5))).isEqualTo(Step.BEAT);
    assertThat(lines.read(peer(6))).isInstanceOf(Step.Change.class);
    assertThat(lines.read(peer(6))).isEqualTo(Step.BEAT);
    assertThat(lines.read(peer(1))).isInstanceOf(Step.Change.class);
  }

  @Test
  void twoProgramsMayShareALine() {
    lines.read(peer(6));
    assertThat(lines.read("[]" + peer(6))).isEqualTo(Step.BEAT);
    assertThat(lines.read(ROUTE + peer(6))).isInstanceOf(Step.Change.class);
    assertThat(lines.read(ROUTE + "{}")).isInstanceOf(Step.Gap.class);
    assertThat(lines.read("{}" + ROUTE)).isInstanceOf(Step.Gap.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "17",
        "{}",
        "[1]",
        "[{}]",
        "[[]]",
        "[{\"nlri\":1}]",
        "{\"error\":\"rpc error: code = Unavailable desc = transport is closing\"}",
        "{\"state\":{\"neighbor_address\":\"198.18.70.2\",\"session_state\":\"what\"}}",
        "{\"state\":{\"neighbor_address\":\"nobody\",\"session_state\":6}}"
      })
  void whatIsNotUnderstoodIsAGap(String line) {
    assertThat(lines.read(line)).isInstanceOf(Step.Gap.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aLineThatIsCutAnywhereIsAGap(int which) {
    String line = which == 0 ? ROUTE : peer(6);
    for (int length = 0; length < line.length(); length++) {
      assertThat(lines.read(line.substring(0, length))).isInstanceOf(Step.Gap.class);
    }
    for (int from = 1; from < line.length(); from++) {
      assertThat(lines.read(line.substring(from))).isNotEqualTo(Step.BEAT);
    }
  }
}
