package io.podspan.events.reason;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A reason: what was seen, as data. */
public sealed interface Reason permits RouteReason, PairReason, SessionReason, PathReason {

  /** The name of this kind of reason in JSON, as {@code no-reflector-session}. */
  @JsonProperty("code")
  default String code() {
    return Codes.of(getClass());
  }
}
