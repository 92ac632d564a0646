package io.podspan.probeservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.probeservice.api.HistoryView.RowView;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryCsvTest {
  private static final Instant AT = Instant.parse("2026-11-30T10:00:00Z");

  @Test
  void whatIsNotKnownIsEmptyAndNeverZero() {
    RowView silent =
        new RowView(AT, "paris", null, "tokyo", null, 3, 0, 1, null, null, null, null, null, null);
    assertThat(HistoryCsv.of(new HistoryView("minute", AT, AT, null, List.of(silent), null)))
        .isEqualTo(
            "at,from,fromNode,to,toNode,sent,received,loss,rttMinMicros,rttP50Micros,rttP95Micros,"
                + "rttP99Micros,rttMaxMicros,jitterMicros\r\n"
                + "2026-11-30T10:00:00Z,paris,,tokyo,,3,0,1.000000,,,,,,\r\n");
  }
}
