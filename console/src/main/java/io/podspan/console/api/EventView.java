package io.podspan.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.podspan.console.journal.Entry;
import io.podspan.console.journal.Sentence;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event as REST and the stream show it.
 *
 * @param sequence its place in the journal
 * @param sentence what it says, for people
 * @param requestedBy the caller whose request made it, where there is one
 * @param data the event itself
 */
public record EventView(
    long sequence,
    String id,
    String type,
    String source,
    String subject,
    String topic,
    Instant time,
    String sentence,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String requestedBy,
    @JsonRawValue @Schema(type = SchemaType.OBJECT) String data) {

  static EventView of(Entry entry) {
    return new EventView(
        entry.sequence(),
        entry.id(),
        entry.type(),
        entry.source(),
        entry.subject(),
        entry.topic(),
        entry.time(),
        Sentence.of(entry),
        entry.requestedBy(),
        entry.data());
  }
}
