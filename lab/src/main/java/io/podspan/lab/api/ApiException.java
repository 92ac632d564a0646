package io.podspan.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal, which the client sees as a {@code Status} with the reasons of a real API server. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String NO_SUCH_PATH = "404 page not found\n";

  private final int code;
  private final String reason;

  /** What it is about, each empty when it is about nothing of that kind. */
  private final String group;

  private final String plural;
  private final String name;

  public ApiException(int code, String reason, String message) {
    this(code, reason, message, "", "", "");
  }

  private ApiException(
      int code, String reason, String message, String group, String plural, String name) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.group = group;
    this.plural = plural;
    this.name = name;
  }

  private static ApiException about(
      ResourceType type, String name, int code, String reason, String message) {
    return new ApiException(code, reason, message, type.group(), type.plural(), name);
  }

  public static ApiException badRequest(String message) {
    return new ApiException(400, "BadRequest", message);
  }

  public static ApiException unauthorized() {
    return new ApiException(401, "Unauthorized", "Unauthorized");
  }

  public static ApiException notFound(ResourceType type, String name) {
    return about(
        type, name, 404, "NotFound", "%s \"%s\" not found".formatted(type.qualifiedPlural(), name));
  }

  /**
   * The path does not exist, for example for a kind that the cluster does not serve. The answer is
   * a text, not a {@code Status}.
   */
  public static ApiException noSuchPath() {
    return new ApiException(404, "", NO_SUCH_PATH);
  }

  boolean isOnlyText() {
    return reason.isEmpty();
  }

  static ApiException forbidden(ApiRequest asked, Identity identity) {
    return about(
        asked.type(),
        asked.name(),
        403,
        "Forbidden",
        "%s%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\"%s"
            .formatted(
                asked.type().qualifiedPlural(),
                asked.name().isEmpty() ? "" : " \"" + asked.name() + "\"",
                identity.user(),
                asked.verb(),
                asked.resource(),
                asked.type().group(),
                asked.namespace().isEmpty()
                    ? " at the cluster scope"
                    : " in the namespace \"" + asked.namespace() + "\""));
  }

  public static ApiException methodNotAllowed() {
    return new ApiException(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }

  public static ApiException alreadyExists(ResourceType type, String name) {
    return about(
        type,
        name,
        409,
        "AlreadyExists",
        "%s \"%s\" already exists".formatted(type.qualifiedPlural(), name));
  }

  public static ApiException conflict(ResourceType type, String name, String why) {
    return about(
        type,
        name,
        409,
        "Conflict",
        "Operation cannot be fulfilled on %s \"%s\": %s"
            .formatted(type.qualifiedPlural(), name, why));
  }

  /** As {@link #conflict}; here the kind is named, not its plural. */
  static ApiException precondition(ResourceType type, String name, String why) {
    return new ApiException(
        409,
        "Conflict",
        "Operation cannot be fulfilled on %s \"%s\": %s".formatted(type.kind(), name, why),
        type.group(),
        type.kind(),
        name);
  }

  public static ApiException invalid(ResourceType type, String name, String why) {
    return about(
        type,
        name,
        422,
        "Invalid",
        "%s \"%s\" is invalid: %s".formatted(type.qualifiedPlural(), name, why));
  }

  /** What a real API server says when a {@code test} operation fails. */
  public static ApiException patchRefused() {
    return new ApiException(
        422, "Invalid", "the server rejected our request due to an error in our request");
  }

  public static ApiException unsupportedPatch(String accepted) {
    return new ApiException(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + accepted);
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
    if (!plural.isEmpty()) {
      ObjectNode details = status.putObject("details");
      putUnlessEmpty(details, "name", name);
      putUnlessEmpty(details, "group", group);
      details.put("kind", plural);
    }
    return status.put("reason", reason).put("code", code);
  }

  private static void putUnlessEmpty(ObjectNode details, String field, String value) {
    if (!value.isEmpty()) {
      details.put(field, value);
    }
  }
}
