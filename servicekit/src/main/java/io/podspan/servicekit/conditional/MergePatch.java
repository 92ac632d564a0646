package io.podspan.servicekit.conditional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;

/**
 * A JSON merge patch (RFC 7386): a member that is not there stays as it is, {@code null} takes it
 * away, objects are merged, everything else is replaced as a whole.
 */
public final class MergePatch {
  public static final String MEDIA_TYPE = "application/merge-patch+json";

  private MergePatch() {}

  /**
   * The body that the patch makes of this one.
   *
   * @param json of the service: it refuses members that the body does not have
   * @throws ProblemException 400 when the patch is no JSON object
   * @throws JsonProcessingException when the patch, or what it makes, is not the JSON that is
   *     wanted
   */
  public static <T> T apply(ObjectMapper json, T body, byte[] patch, Class<T> type)
      throws IOException {
    JsonNode given = json.readTree(patch);
    if (!given.isObject()) {
      throw ProblemException.badRequest(
          given.isMissingNode() ? "The request has no body." : "The patch is no JSON object.",
          "Send a JSON object with the members that are to change; null takes one away.");
    }
    JsonValue patched =
        Json.createMergePatch(value(given.toString())).apply(value(json.writeValueAsString(body)));
    return json.readValue(patched.toString(), type);
  }

  private static JsonValue value(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }
}
