package io.podspan.testkit;

import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a running service says of itself at {@code /q/openapi}. */
public final class ApiDescription {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final List<String> ALWAYS = List.of("400", "401", "403", "503");
  private static final String PROBLEM = "#/components/schemas/Problem";

  private ApiDescription() {}

  /** What is missing, a line each: answers of success, refusals, and the schema of problems. */
  public static List<String> gaps() {
    Map<String, Map<String, Object>> paths =
        RestAssured.given().get("/q/openapi?format=json").jsonPath().getMap("paths");
    List<String> gaps = new ArrayList<>();
    paths.forEach(
        (path, item) ->
            item.forEach(
                (method, operation) -> {
                  if (METHODS.contains(method)) {
                    gaps(method + " " + path, member(operation, "responses"), gaps);
                  }
                }));
    return paths.isEmpty() ? List.of("the description has no paths") : gaps;
  }

  /** The answers with a body that have no example, a line each. */
  public static List<String> withoutExample() {
    Map<String, Map<String, Object>> paths =
        RestAssured.given().get("/q/openapi?format=json").jsonPath().getMap("paths");
    List<String> lacking = new ArrayList<>();
    paths.forEach(
        (path, item) ->
            item.forEach(
                (method, operation) -> {
                  if (METHODS.contains(method)) {
                    member(operation, "responses")
                        .forEach(
                            (status, answer) ->
                                member(answer, "content")
                                    .forEach(
                                        (type, content) -> {
                                          if (member(content, "examples").isEmpty()
                                              && member(content, "example").isEmpty()) {
                                            lacking.add(
                                                method + " " + path + ": " + status + " " + type);
                                          }
                                        }));
                  }
                }));
    return lacking;
  }

  private static void gaps(String operation, Map<String, Object> answers, List<String> gaps) {
    if (answers.keySet().stream().noneMatch(status -> status.startsWith("2"))) {
      gaps.add(operation + " has no answer of success");
    }
    List<String> wanted = new ArrayList<>(ALWAYS);
    if (operation.contains("{")) {
      wanted.add("404");
    }
    wanted.stream()
        .filter(status -> !answers.containsKey(status))
        .forEach(status -> gaps.add(operation + " has no " + status));
    answers.forEach(
        (status, answer) -> {
          if (!status.startsWith("2") && !status.startsWith("3") && !isProblem(answer)) {
            gaps.add(operation + ": " + status + " is not described as a problem");
          }
        });
  }

  private static boolean isProblem(Object answer) {
    Map<String, Object> schema =
        member(member(member(answer, "content"), "application/problem+json"), "schema");
    return PROBLEM.equals(schema.get("$ref"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> member(Object of, String name) {
    return of instanceof Map<?, ?> map && map.get(name) instanceof Map<?, ?> member
        ? (Map<String, Object>) member
        : Map.of();
  }
}
