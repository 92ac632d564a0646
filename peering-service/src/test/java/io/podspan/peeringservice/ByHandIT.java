package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.awaitCondition;
import static io.podspan.peeringservice.paper.Rest.awaitGone;
import static io.podspan.peeringservice.paper.Rest.declare;
import static io.podspan.peeringservice.paper.Rest.register;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.JsonPatch;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.paper.PaperReflector;
import io.podspan.peeringservice.paper.Rest;
import io.podspan.testkit.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster that Podspan may only read: somebody runs the commands that the rollout shows. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class ByHandIT {
  private static final String EVENTS_FAILED =
      "podspan_thread_failures_total{thread=\"kubernetes-events\"";

  private static final Pattern PATCH =
      Pattern.compile("kubectl -n kube-system patch .* -p '(.*)'", Pattern.DOTALL);
  private static final Pattern DELETE = Pattern.compile("kubectl -n kube-system delete pods (.*)");

  private final List<String> ran = new ArrayList<>();
  private PaperReflector reflector;
  private PaperCluster paris;
  private PaperCluster tokyo;

  @BeforeEach
  void twoClusters() {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
    paris = PaperCluster.running("paris", "kube-router", 1, 1, reflector);
    tokyo = PaperCluster.running("tokyo", "calico", 3, 3, reflector);
    register("tokyo").statusCode(201);
    Rest.post(
            "/api/v1/clusters",
            Map.of(
                "name",
                "paris",
                "access",
                Map.of("kubeconfig", "paris-readonly"),
                "changes",
                "byHand"))
        .statusCode(201)
        .body("spec.changes", equalTo("byHand"));
  }

  @AfterEach
  void takeAllBack() throws InterruptedException {
    // Nobody runs commands any more where the test failed, and others follow it.
    given().delete("/api/v1/interconnects/asia?force=true");
    Rest.clear();
    paris.close();
    tokyo.close();
    reflector.close();
  }

  /** Runs what is shown for paris now, each command once; false when nothing is. */
  private boolean runsWhatIsShown() {
    List<String> commands =
        given()
            .get("/api/v1/rollouts?cluster=paris&limit=1")
            .jsonPath()
            .getList("items[0].waits.findAll { it.gate == 'BY_HAND' }.commands.flatten()");
    for (String command : commands) {
      if (!ran.contains(command)) {
        run(command);
        ran.add(command);
      }
    }
    return !commands.isEmpty();
  }

  private void run(String command) {
    Matcher patch = PATCH.matcher(command);
    Matcher delete = DELETE.matcher(command);
    if (patch.matches()) {
      paris
          .store()
          .update(
              paris.daemonSetKey(),
              set -> (ObjectNode) JsonPatch.apply(set, Json.parse(patch.group(1))));
    } else if (delete.matches()) {
      paris
          .store()
          .update(
              ObjectKey.of(ResourceType.POD, PaperCluster.NAMESPACE, delete.group(1)),
              pod -> {
                pod.withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
                return pod;
              });
    } else {
      throw new AssertionError("an unknown command: " + command);
    }
  }

  @Test
  void joinsAndPartsByTheCommandsThatItShows() {
    List<String> before = paris.flags();
    double failures = Rest.metric(EVENTS_FAILED);
    declare("asia", "paris", "tokyo").statusCode(202);
    await()
        .until(
            () -> {
              runsWhatIsShown();
              return Rest.condition("asia", "Configured").equals("True");
            });
    assertThat(paris.flags()).contains("--peer-router-ips=198.18.0.1");
    assertThat(paris.strategy()).isEqualTo("RollingUpdate");
    assertThat(ran).hasSize(4);
    assertThat(ran.getFirst()).contains(" patch daemonsets.apps kube-router ");
    assertThat(ran.subList(1, 3)).allMatch(command -> command.contains(" delete pods "));
    assertThat(ran.getLast()).contains("RollingUpdate");
    awaitCondition("asia", "Peered", "True");

    ran.clear();
    given().delete("/api/v1/interconnects/asia").then().statusCode(202);
    await()
        .until(
            () -> {
              runsWhatIsShown();
              return given().get("/api/v1/interconnects/asia").statusCode() == 404;
            });
    awaitGone("asia");
    assertThat(paris.flags()).isEqualTo(before);
    assertThat(paris.strategy()).isEqualTo("RollingUpdate");
    assertThat(Rest.metric(EVENTS_FAILED)).as("an Event is a write").isEqualTo(failures);
  }
}
