package io.podspan.routecollector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.reason.RouteReason;
import io.podspan.routecollector.api.NodeDetail.ExpectedRoute;
import io.podspan.routecollector.route.NodeStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteRowsTest {
  private static NodeDetail node(String why) {
    return new NodeDetail(
        NodeSummary.of(NodeStatus.notReadYet("paris", "paris-1"), Optional.empty(), false),
        List.of(),
        List.of(
            new ExpectedRoute(
                "10.3.1.0/24",
                "192.0.2.31",
                List.of(),
                List.of(),
                "missing in FIB",
                why,
                "",
                new RouteReason.NotInstalled(),
                null)),
        List.of(new TableRow("10.3.1.0/24", "192.0.2.31", "bmp", 7L)),
        List.of(),
        null);
  }

  @Test
  void aRouteIsARow() {
    assertThat(RouteRows.csv(node("not there")))
        .isEqualTo(
            "table,prefix,nextHop,verdict,code,why,source,ageSeconds\r\n"
                + "expected,10.3.1.0/24,192.0.2.31,missing in FIB,route-not-installed,not there,,\r\n"
                + "RIB,10.3.1.0/24,192.0.2.31,,,,bmp,7\r\n");
  }

  @Test
  void commasAndQuotesAreQuotedAndNoFormulaIsMade() {
    assertThat(RouteRows.csv(node("=1+1, \"x\""))).contains(",\"'=1+1, \"\"x\"\"\",,\r\n");
  }
}
