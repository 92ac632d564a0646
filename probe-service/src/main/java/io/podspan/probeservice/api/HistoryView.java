package io.podspan.probeservice.api;

import io.podspan.probeservice.history.Entry;
import io.podspan.probeservice.history.Figures;
import io.podspan.probeservice.history.HistoryPage;
import io.podspan.probeservice.history.HistoryQuestion;
import io.podspan.probeservice.history.Spot;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of the history. */
@Schema(description = "A page of what was measured over time, pair by pair, each in order of time")
public record HistoryView(
    @Schema(description = "How long a row is", examples = "minute") String step,
    @Schema(description = "The first moment, where a row begins") Instant since,
    Instant until,
    @Schema(
            description =
                "Rows of this step that began earlier are deleted; null where all that is asked for is"
                    + " kept",
            examples = "2026-11-30T04:20:30Z")
        @Nullable Instant keptSince,
    List<RowView> rows,
    @Schema(description = "The cursor of the next page; null where this is the last")
        @Nullable String next) {
  public HistoryView {
    rows = List.copyOf(rows);
  }

  static HistoryView of(HistoryQuestion question, HistoryPage page, @Nullable Instant keptSince) {
    return new HistoryView(
        question.step().name().toLowerCase(Locale.ROOT),
        question.since(),
        question.until(),
        keptSince,
        page.entries().stream().map(RowView::of).toList(),
        page.next() == null ? null : HistoryCursor.of(page.next()));
  }

  /** One minute, hour or day of a pair. */
  @Schema(
      description =
          "A minute, an hour or a day of one pair. Where nothing could be measured there is no row")
  public record RowView(
      @Schema(description = "When it begins, in UTC") Instant at,
      @Schema(description = "The cluster whose pods ping", examples = "paris") String from,
      @Schema(description = "Their node; null for all of the cluster") @Nullable String fromNode,
      @Schema(description = "The cluster whose pods are pinged", examples = "tokyo") String to,
      @Schema(description = "Their node; null for all of the cluster") @Nullable String toNode,
      @Schema(description = "Echo requests") long sent,
      @Schema(description = "Echo replies") long received,
      @Schema(description = "Share of echo requests without a reply, 0 to 1") double loss,
      @Schema(description = "Shortest round trip in microseconds; null when none answered")
          @Nullable Long rttMinMicros,
      @Schema(description = "Half of the round trips are no longer; within 12 %")
          @Nullable Long rttP50Micros,
      @Nullable Long rttP95Micros,
      @Nullable Long rttP99Micros,
      @Nullable Long rttMaxMicros,
      @Schema(
              description =
                  "The mean distance of a round trip from the mean of its round, in microseconds;"
                      + " null when no round had two replies")
          @Nullable Long jitterMicros) {

    static RowView of(Entry entry) {
      Figures figures = entry.figures();
      boolean answered = figures.received() > 0;
      return new RowView(
          entry.span().begin(),
          entry.span().from().cluster(),
          node(entry.span().from()),
          entry.span().to().cluster(),
          node(entry.span().to()),
          figures.sent(),
          figures.received(),
          figures.loss(),
          answered ? figures.minMicros() : null,
          orNull(figures.percentile(50)),
          orNull(figures.percentile(95)),
          orNull(figures.percentile(99)),
          answered ? figures.maxMicros() : null,
          orNull(figures.jitterMicros()));
    }

    private static @Nullable String node(Spot spot) {
      return spot.isWhole() ? null : spot.node();
    }

    private static @Nullable Long orNull(OptionalLong number) {
      return number.isPresent() ? number.getAsLong() : null;
    }
  }
}
