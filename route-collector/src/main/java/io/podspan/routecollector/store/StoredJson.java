package io.podspan.routecollector.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The JSON form of what is stored. */
final class StoredJson {
  private static final Logger LOG = Logger.getLogger(StoredJson.class);
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private StoredJson() {}

  static String write(Object record) {
    try {
      return MAPPER.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of text are always JSON", e);
    }
  }

  /** Empty also when another version wrote it and this one cannot read it. */
  static <T> Optional<T> read(@Nullable String json, Class<T> type) {
    if (json == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(json, type));
    } catch (JsonProcessingException e) {
      LOG.warnf(
          "A stored %s has a form that this version cannot read. The next look or event replaces it.",
          type.getSimpleName());
      return Optional.empty();
    }
  }
}
