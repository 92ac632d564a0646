package io.podspan.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal, which the client sees as a {@code Status} with the reasons of a real API server. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int code;
  private final String reason;

  public ApiException(int code, String reason, String message) {
    super(message);
    this.code = code;
    this.reason = reason;
  }

  public static ApiException badRequest(String message) {
    return new ApiException(400, "BadRequest", message);
  }

  public static ApiException unauthorized() {
    return new ApiException(401, "Unauthorized", "Unauthorized");
  }

  public static ApiException notFound(ResourceType type, String name) {
    return new ApiException(
        404, "NotFound", "%s \"%s\" not found".formatted(type.qualifiedPlural(), name));
  }

  /** The path does not exist, for example for a kind that the cluster does not serve. */
  public static ApiException noSuchPath() {
    return new ApiException(404, "NotFound", "the server could not find the requested resource");
  }

  public static ApiException methodNotAllowed() {
    return new ApiException(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }

  public static ApiException alreadyExists(ResourceType type, String name) {
    return new ApiException(
        409, "AlreadyExists", "%s \"%s\" already exists".formatted(type.qualifiedPlural(), name));
  }

  public static ApiException conflict(ResourceType type, String name, String why) {
    return new ApiException(
        409,
        "Conflict",
        "Operation cannot be fulfilled on %s \"%s\": %s"
            .formatted(type.qualifiedPlural(), name, why));
  }

  public static ApiException invalid(ResourceType type, String name, String why) {
    return new ApiException(
        422, "Invalid", "%s \"%s\" is invalid: %s".formatted(type.qualifiedPlural(), name, why));
  }

  /** What a real API server says when a {@code test} operation fails. */
  public static ApiException patchRefused() {
    return new ApiException(
        422, "Invalid", "the server rejected our request due to an error in our request");
  }

  public static ApiException unsupportedPatch(String contentType) {
    return new ApiException(
        415, "UnsupportedMediaType", "patches of type '" + contentType + "' are not supported");
  }

  public static ApiException expired(long asked, long oldest) {
    return new ApiException(
        410, "Expired", "too old resource version: %d (%d)".formatted(asked, oldest));
  }

  public int code() {
    return code;
  }

  public ObjectNode status() {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Failure").put("message", getMessage());
    return status.put("reason", reason).put("code", code);
  }
}
