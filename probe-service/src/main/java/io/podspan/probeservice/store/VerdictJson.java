package io.podspan.probeservice.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podspan.probeservice.probe.Reachability;
import io.podspan.probeservice.probe.Verdict;
import java.util.List;

/** The JSON form of a verdict. */
final class VerdictJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private VerdictJson() {}

  static String write(Verdict verdict) {
    try {
      return MAPPER.writeValueAsString(verdict);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of text and numbers are always JSON", e);
    }
  }

  /** What another version wrote and this one cannot read keeps its state; the next round tells. */
  static Verdict read(String json, Reachability state) {
    try {
      return MAPPER.readValue(json, Verdict.class);
    } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
      return new Verdict(state, 0, 0, 0, 0, null, "not measured by this version yet", List.of());
    }
  }
}
