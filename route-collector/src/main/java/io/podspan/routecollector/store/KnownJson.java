package io.podspan.routecollector.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podspan.routecollector.route.Known;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The JSON form of what is known. */
final class KnownJson {
  private static final Logger LOG = Logger.getLogger(KnownJson.class);
  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private KnownJson() {}

  static String write(Known known) {
    try {
      return MAPPER.writeValueAsString(known);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of text are always JSON", e);
    }
  }

  /** Empty also when another version wrote it and this one cannot read it. */
  static Optional<Known> read(@Nullable String json) {
    if (json == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(json, Known.class));
    } catch (JsonProcessingException e) {
      LOG.warn(
          "The stored state of a node has a form that this version cannot read. The next look at the node replaces it.");
      return Optional.empty();
    }
  }
}
