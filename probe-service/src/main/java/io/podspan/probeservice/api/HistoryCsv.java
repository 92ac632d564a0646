package io.podspan.probeservice.api;

import io.podspan.probeservice.api.HistoryView.RowView;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the history as CSV (RFC 4180). Names are those of Kubernetes, which need no quotes; what
 * is not known is empty.
 */
final class HistoryCsv {
  private static final String HEAD =
      "at,from,fromNode,to,toNode,sent,received,loss,rttMinMicros,rttP50Micros,rttP95Micros,"
          + "rttP99Micros,rttMaxMicros,jitterMicros\r\n";

  private HistoryCsv() {}

  static String of(HistoryView view) {
    return view.rows().stream().map(HistoryCsv::row).collect(Collectors.joining("", HEAD, ""));
  }

  private static String row(RowView row) {
    return cells(
        row.at(),
        row.from(),
        row.fromNode(),
        row.to(),
        row.toNode(),
        row.sent(),
        row.received(),
        String.format(Locale.ROOT, "%.6f", row.loss()),
        row.rttMinMicros(),
        row.rttP50Micros(),
        row.rttP95Micros(),
        row.rttP99Micros(),
        row.rttMaxMicros(),
        row.jitterMicros());
  }

  private static String cells(@Nullable Object... cells) {
    return Arrays.stream(cells)
        .map(cell -> cell == null ? "" : cell.toString())
        .collect(Collectors.joining(",", "", "\r\n"));
  }
}
