package io.podspan.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells callers their own rights, for which preflight checks ask, and those of service accounts:
 * the lab's routers may read whatever they need.
 */
final class AccessReview {
  private static final String ROOT = "/apis/authorization.k8s.io/v1/";
  private static final List<String> VERBS =
      List.of("get", "list", "watch", "create", "update", "patch", "delete");

  private AccessReview() {}

  static String pluralOf(String kind) {
    return kind.toLowerCase(Locale.ROOT) + "s";
  }

  private static final String LOCAL = "localsubjectaccessreviews";

  /** Empty when the path is about something else. */
  static Optional<ObjectNode> answer(String path, Identity identity, String body) {
    return switch (path) {
      case ROOT + "selfsubjectaccessreviews" -> Optional.of(access(identity, request(body)));
      case ROOT + "selfsubjectrulesreviews" -> Optional.of(rules(identity, request(body)));
      default -> path.endsWith(LOCAL) ? Optional.of(granted(body)) : Optional.empty();
    };
  }

  private static ObjectNode granted(String body) {
    ObjectNode review = request(body);
    review.putObject("status").put("allowed", true);
    return review;
  }

  static boolean concerns(String path) {
    return path.startsWith(ROOT + "selfsubject")
        || (path.startsWith(ROOT + "namespaces/") && path.endsWith(LOCAL));
  }

  private static ObjectNode request(String body) {
    if (Json.parse(body) instanceof ObjectNode review) {
      return review;
    }
    throw ApiException.badRequest("a review is a JSON object");
  }

  private static ObjectNode access(Identity identity, ObjectNode review) {
    JsonNode attributes = review.at("/spec/resourceAttributes");
    String subresource = attributes.path("subresource").asText("");
    String resource = attributes.path("resource").asText();
    boolean allowed =
        attributes.isMissingNode()
            ? identity == Identity.ADMIN
            : identity.may(
                attributes.path("verb").asText(),
                subresource.isEmpty() ? resource : resource + "/" + subresource);
    ObjectNode status = review.putObject("status").put("allowed", allowed);
    if (!allowed) {
      status.put("reason", "user " + identity.user() + " has no such right");
    }
    return review;
  }

  private static ObjectNode rules(Identity identity, ObjectNode review) {
    ObjectNode status = review.putObject("status").put("incomplete", false);
    status.putArray("nonResourceRules");
    ArrayNode rules = status.putArray("resourceRules");
    List<String> verbs = VERBS.stream().filter(verb -> identity.may(verb, "pods")).toList();
    if (!verbs.isEmpty()) {
      ObjectNode rule = rules.addObject();
      rule.set("verbs", Json.strings(verbs));
      rule.set("apiGroups", Json.strings(List.of("*")));
      rule.set("resources", Json.strings(List.of("*")));
    }
    return review;
  }
}
