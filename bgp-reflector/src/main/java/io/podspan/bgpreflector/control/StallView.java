package io.podspan.bgpreflector.control;

import io.podspan.bgpreflector.speaker.report.Stall;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is seen of a peer that has ceased to answer, as REST shows it. */
@Schema(name = "Stall", description = "What is seen of a peer that has ceased to answer")
public record StallView(
    @Schema(description = "When it answered last") Instant since,
    @Schema(description = "For how long it has answered nothing") long silentMillis,
    @Schema(
            description =
                "For how long nothing has come from it; much less than silentMillis where only the"
                    + " way to it is broken")
        long unheardMillis,
    @Schema(description = "Packets in a row that it has not answered") int unanswered,
    @Schema(
            description = "The same for people",
            examples = "has answered nothing for 6 s, and nothing has come from it for 6 s")
        String seen) {

  static StallView of(Stall stall, Instant now) {
    return new StallView(
        now.minus(stall.silent()),
        stall.silent().toMillis(),
        stall.unheard().toMillis(),
        stall.unanswered(),
        stall.text());
  }
}
