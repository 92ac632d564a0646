package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.awaitCondition;
import static io.podspan.peeringservice.paper.Rest.awaitGone;
import static io.podspan.peeringservice.paper.Rest.metric;
import static io.podspan.peeringservice.paper.Rest.register;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.podspan.events.IntentEvent;
import io.podspan.events.Topic;
import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.paper.PaperReflector;
import io.podspan.peeringservice.paper.Rest;
import io.podspan.testkit.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka and Postgres go away and come back. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class FaultIT {
  private PaperReflector reflector;
  private PaperCluster paris;
  private PaperCluster london;

  @BeforeEach
  void twoClusters() {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
    paris = cluster("paris", 1);
    london = cluster("london", 2);
  }

  private PaperCluster cluster(String name, int n) {
    PaperCluster cluster = PaperCluster.running(name, "kube-router", n, n, reflector);
    register(name).statusCode(201);
    return cluster;
  }

  @AfterEach
  void takeAllBack() throws InterruptedException {
    Infrastructure.startPostgres();
    Infrastructure.startKafka();
    await().until(() -> given().get("/api/v1/clusters").statusCode() == 200);
    Rest.clear();
    paris.close();
    london.close();
    reflector.close();
  }

  @Test
  void anInterconnectThatIsDeclaredWhileKafkaIsAwayCompletesAfterwards() {
    Infrastructure.stopKafka();
    Rest.declare("europe", "paris", "london").statusCode(202);
    given().get("/api/v1/interconnects/europe").then().statusCode(200).body("revision", equalTo(1));
    assertThat(paris.flags()).noneMatch(f -> f.startsWith("--peer-router"));

    Infrastructure.startKafka();
    awaitCondition("europe", "Configured", "True");
    await()
        .untilAsserted(
            () ->
                assertThat(reflector.heard(IntentEvent.InterconnectDeclared.class))
                    .anyMatch(e -> e.interconnect().name().equals("europe")));
  }

  @Test
  void withoutPostgresNothingIsHalfDone() {
    Infrastructure.stopPostgres();
    given()
        .get("/api/v1/interconnects")
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", notNullValue())
        .body("nextStep", containsString("Try again"));
    Rest.declare("europe", "paris", "london").statusCode(503).header("Retry-After", notNullValue());
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/ready").then().statusCode(503);

    Infrastructure.startPostgres();
    await().until(() -> given().get("/api/v1/interconnects").statusCode() == 200);
    given().get("/api/v1/interconnects").then().body("items", hasSize(0));
    assertThat(paris.flags()).noneMatch(f -> f.startsWith("--peer-router"));
    await().until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void aRolloutGoesOnWhenPostgresWasAwayInTheMiddle() {
    reflector.ignore(paris.address("paris-2"));
    Rest.declare("europe", "paris", "london").statusCode(202);
    await().until(() -> step().equals("GATING"));
    Infrastructure.stopPostgres();
    reflector.hear(paris.address("paris-2"));
    reflector.started("paris-2", paris.address("paris-2"), paris.flags());
    Infrastructure.startPostgres();
    awaitCondition("europe", "Configured", "True");
    given().delete("/api/v1/interconnects/europe").then().statusCode(202);
    awaitGone("europe");
  }

  private static String step() {
    return given()
        .get("/api/v1/rollouts?cluster=paris&limit=1")
        .jsonPath()
        .getString("items[0].steps.find { it.node == 'paris-2' }?.status ?: ''");
  }

  @Test
  void garbageOnATopicGoesToTheDeadLettersAndTheRestIsHeard() {
    double before = metric("podspan_dead_letters_total{");
    for (String topic : new String[] {Topic.SESSIONS_NAME, Topic.ROUTES_NAME, Topic.PROBES_NAME}) {
      reflector.saySomethingElse(topic, "garbage".getBytes(StandardCharsets.UTF_8));
      reflector.saySomethingElse(topic, new byte[0]);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(metric("podspan_dead_letters_total{"))
                    .isGreaterThanOrEqualTo(before + 6));
    Rest.declare("europe", "paris", "london").statusCode(202);
    awaitCondition("europe", "Configured", "True");
  }
}
