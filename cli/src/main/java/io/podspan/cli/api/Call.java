package io.podspan.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One request to a service.
 *
 * @param base as {@code http://127.0.0.1:7081}
 * @param path as {@code /api/v1/clusters/paris}
 * @param ifMatch the entity tag that the object must still have; empty: any
 */
record Call(String method, String base, String path, @Nullable JsonNode body, String ifMatch) {
  /** The segments before the noun: an empty one, {@code api} and {@code v1}. */
  private static final int NOUN = 3;

  /** Whatever entity tag the object has. */
  Call(String method, String base, String path, @Nullable JsonNode body) {
    this(method, base, path, body, "");
  }

  URI uri() {
    return URI.create(base + path);
  }

  /** What it asks for, as {@code clusters}; empty when the path has no noun. */
  String noun() {
    return segment(NOUN);
  }

  /** The object that it is about, from the path or from the body; empty when it names none. */
  String name() {
    String inPath = segment(NOUN + 1);
    return inPath.isEmpty() && body != null ? body.path("name").asText() : inPath;
  }

  private String segment(int index) {
    int query = path.indexOf('?');
    String[] segments = (query < 0 ? path : path.substring(0, query)).split("/", -1);
    return segments.length > index
        ? URLDecoder.decode(segments[index], StandardCharsets.UTF_8)
        : "";
  }

  @Override
  public String toString() {
    return method + " " + base + path;
  }
}
