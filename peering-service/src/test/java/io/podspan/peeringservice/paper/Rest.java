package io.podspan.peeringservice.paper;

import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;

/** What an operator does over REST. */
public final class Rest {
  private Rest() {}

  public static ValidatableResponse post(String path, Object body) {
    return given().contentType("application/json").body(body).post(path).then();
  }

  public static ValidatableResponse register(String name) {
    return post("/api/v1/clusters", Map.of("name", name, "access", Map.of("kubeconfig", name)));
  }

  public static Map<String, Object> interconnect(String name, List<String> clusters) {
    return Map.of(
        "name",
        name,
        "clusters",
        clusters,
        "reflectors",
        List.of(Map.of("name", PaperReflector.NAME, "address", PaperReflector.ADDRESS)));
  }

  public static ValidatableResponse declare(String name, String... clusters) {
    return post("/api/v1/interconnects", interconnect(name, List.of(clusters)));
  }

  /** The status of a condition, empty when it is not there. */
  public static String condition(String interconnect, String type) {
    return conditionField(interconnect, type, "status");
  }

  public static String conditionField(String interconnect, String type, String field) {
    String path = "conditions.find { it.type == '" + type + "' }?." + field + " ?: ''";
    return given().get("/api/v1/interconnects/" + interconnect).jsonPath().getString(path);
  }

  public static void awaitCondition(String interconnect, String type, String status) {
    await().until(() -> condition(interconnect, type).equals(status));
  }

  public static void awaitGone(String interconnect) {
    await().until(() -> given().get("/api/v1/interconnects/" + interconnect).statusCode() == 404);
  }

  /** The sum of the metrics whose line begins so. */
  public static double metric(String start) {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static List<String> names(String path) {
    return given().get(path).jsonPath().getList("items.name", String.class);
  }

  /** Withdraws and forgets everything. */
  public static void clear() {
    for (String name : names("/api/v1/interconnects")) {
      String path = "/api/v1/interconnects/" + name;
      await().until(() -> given().delete(path).statusCode() != 409);
      await()
          .until(
              () -> {
                given().post(path + "/retry");
                return given().get(path).statusCode() == 404;
              });
    }
    names("/api/v1/clusters")
        .forEach(name -> given().delete("/api/v1/clusters/" + name).then().statusCode(204));
    names("/api/v1/reflectors")
        .forEach(name -> given().delete("/api/v1/reflectors/" + name).then().statusCode(204));
  }
}
