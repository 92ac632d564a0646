package io.podspan.events.reason;

import io.podspan.events.check.Require;
import org.jspecify.annotations.Nullable;

/**
 * A reason that this version does not know: a newer service wrote it. The text field of the event
 * still says it in words.
 *
 * @param code what the writer calls it
 * @param text the writer's words, if the reason carries any
 */
public record Unrecognised(String code, @Nullable String text)
    implements RouteReason, PairReason, SessionReason, PathReason {
  public Unrecognised {
    Require.text(code, "cause.code");
    text = text == null ? null : Require.cut(text);
  }
}
