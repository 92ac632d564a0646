package io.podspan.probeservice.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.Unrecognised;
import io.podspan.probeservice.verdict.Verdict;

/** The JSON form of a verdict. */
final class VerdictJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final PairReason OTHER_VERSION =
      new Unrecognised("other-version", "not measured by this version yet");

  private VerdictJson() {}

  static String write(Verdict verdict) {
    try {
      return MAPPER.writeValueAsString(verdict);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of text and numbers are always JSON", e);
    }
  }

  /** A verdict of another version keeps its state; the next round replaces the rest. */
  static Verdict read(String json, Reachability state) {
    try {
      return MAPPER.readValue(json, Verdict.class);
    } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
      return Verdict.unmeasured(state, OTHER_VERSION);
    }
  }
}
