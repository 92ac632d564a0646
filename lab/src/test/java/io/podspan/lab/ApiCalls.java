package io.podspan.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Requests as they go over the wire, with the credentials of a client. */
record ApiCalls(KubernetesClient client) {
  static final String JSON = "application/json";
  static final String JSON_PATCH = "application/json-patch+json";
  static final String MERGE_PATCH = "application/merge-patch+json";
  static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SECONDS = 90;

  /** What came back. */
  record Answer(int code, String text) {
    /** Missing when it is no JSON. */
    JsonNode json() {
      try {
        return MAPPER.readTree(text);
      } catch (JsonProcessingException _) {
        return MissingNode.getInstance();
      }
    }

    /** The events of a watch that has ended. */
    List<JsonNode> events() {
      return text.lines().map(line -> new Answer(code, line).json()).toList();
    }
  }

  Answer get(String path) {
    return call("GET", path, JSON, null);
  }

  Answer post(String path, String body) {
    return call("POST", path, JSON, body);
  }

  Answer put(String path, String body) {
    return call("PUT", path, JSON, body);
  }

  Answer patch(String path, String type, String body) {
    return call("PATCH", path, type, body);
  }

  Answer delete(String path) {
    return delete(path, null);
  }

  Answer delete(String path, String options) {
    return call("DELETE", path, JSON, options);
  }

  private Answer call(String method, String path, String type, String body) {
    try {
      HttpRequest request =
          client
              .getHttpClient()
              .newHttpRequestBuilder()
              .uri(client.getMasterUrl().toURI().resolve(path))
              .header("Accept", JSON)
              .method(method, type, body)
              .build();
      HttpResponse<String> response =
          client.getHttpClient().sendAsync(request, String.class).get(SECONDS, TimeUnit.SECONDS);
      return new Answer(response.code(), response.body());
    } catch (Exception e) {
      throw new AssertionError(method + " " + path + " was not answered", e);
    }
  }
}
