package io.podspan.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.demo.Operator;
import io.podspan.cli.machine.Installation;
import io.podspan.embedded.process.StartFailedException;
import io.podspan.lab.api.ServerCertificate;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas of peering-service. The one that drives stands still (SIGSTOP) at the very moment
 * when its request to change a cluster is on its way. The other one takes over and comes to an end;
 * then the late request arrives, and the first one goes on. Nothing may be done twice.
 */
class TwoReplicasIT {
  private static final Duration TAKEOVER = Duration.ofSeconds(15);
  private static final Duration AMPLE = Duration.ofSeconds(90);
  private static final String NAME = "europe";
  private static final int NODES = 3;

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService control = Executors.newSingleThreadExecutor();
  private final Map<String, SimulatedCluster> clusters = new LinkedHashMap<>();
  private final HeldUp heldUp = new HeldUp();
  private Backend backend;
  private Reports reports;
  private Told told;
  private Replica first;
  private Replica second;

  /** As the script passes it: a test runs in the folder of its module. */
  @BeforeAll
  static void nameTheCheckout() {
    System.setProperty(
        Installation.HOME_PROPERTY, Path.of("").toAbsolutePath().getParent().toString());
  }

  @AfterAll
  static void forgetTheCheckout() {
    System.clearProperty(Installation.HOME_PROPERTY);
  }

  @BeforeEach
  void start() throws IOException {
    Plan plan = new Plan(2, NODES, 2, 1, 0, 1, AMPLE, folder, List.of("-Xmx96m"));
    try {
      backend = Backend.start(plan);
    } catch (StartFailedException e) {
      throw new IllegalStateException("package first: mvn -o package -DskipTests", e);
    }
    first = backend.first();
    until(() -> first.logged("this replica drives the rollouts"), AMPLE);
    until(() -> first.logged("this replica follows the clusters"), AMPLE);
    second = backend.add();
    reports = new Reports(backend.kafka());
    told = new Told(backend.kafka(), reports);
    Path credentials = Files.createDirectories(Backend.credentials(folder));
    ServerCertificate certificate = ServerCertificate.in(folder);
    for (int i = 0; i < plan.clusters(); i++) {
      SimulatedCluster cluster =
          new SimulatedCluster(i, plan, credentials, vertx, certificate, control, reports);
      clusters.put(cluster.name(), cluster);
    }
    new Operator(second.api()).registerAll(plan.names());
    reports.joins(plan.names(), clusters);
    clusters.values().forEach(cluster -> cluster.delay(heldUp));
  }

  @AfterEach
  void stop() throws InterruptedException {
    heldUp.release();
    told.close();
    reports.close();
    backend.close();
    clusters.values().forEach(SimulatedCluster::stop);
    control.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void until(Callable<Boolean> holds, Duration atMost) {
    Instant end = Instant.now().plus(atMost);
    try {
      while (!holds.call()) {
        if (Instant.now().isAfter(end)) {
          fail("not within " + atMost.toSeconds() + " s: " + rollouts());
        }
        Thread.sleep(50);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What there is to see when one waits in vain. */
  private String rollouts() {
    return second == null ? "" : second.api().get("/api/v1/rollouts").toPrettyString();
  }

  private void declare() {
    ObjectNode body = Trial.request(NAME, List.copyOf(clusters.keySet()), false);
    JsonNode answer = second.api().post("/api/v1/interconnects", body.put("onDrift", "heal"));
    reports.configured(NAME, answer.path("revision").asLong());
  }

  /** The driver stands still while this request of its own is under way. */
  private Instant freezeAt(String method, String resource) {
    until(() -> heldUp.holds(method, resource), AMPLE);
    first.freeze();
    return Instant.now();
  }

  /** How long until the other replica changes something. */
  private Duration takeover(Instant frozen) throws InterruptedException {
    // What the first one had sent already has arrived by then.
    Thread.sleep(300);
    int before = heldUp.others();
    until(() -> heldUp.others() > before, AMPLE);
    return Duration.between(frozen, Instant.now());
  }

  /** The late request arrives, and who sent it goes on. */
  private void goOn() {
    heldUp.release();
    first.thaw();
    until(() -> heldUp.answered(), AMPLE);
    until(() -> first.logged("another replica drives rollouts"), AMPLE);
  }

  private void assertEachOnce(int restarts, long generation) {
    for (SimulatedCluster cluster : clusters.values()) {
      assertThat(cluster.restarts().values())
          .as(cluster.name())
          .hasSize(NODES)
          .containsOnly(restarts);
      assertThat(cluster.generation()).as(cluster.name()).isEqualTo(generation);
      assertThat(cluster.strategy()).isEqualTo("RollingUpdate");
    }
  }

  @Test
  void aLateDeletionOfAPodFindsThatItIsGone() throws InterruptedException {
    heldUp.next("DELETE", "pods");
    declare();
    Instant frozen = freezeAt("DELETE", "pods");

    Duration takeover = takeover(frozen);
    System.out.println("takeover after " + takeover.toMillis() + " ms");
    assertThat(takeover).isLessThan(TAKEOVER);
    until(() -> told.completed() == 2, AMPLE);
    goOn();

    assertEachOnce(1, 4);
    assertThat(told.verified().values()).hasSize(2 * NODES).containsOnly(1);
    assertThat(told.failures()).isEmpty();
  }

  @Test
  void aLateChangeOfTheFlagsIsRefusedAlsoWhenTheyAreAsTheyWere() {
    heldUp.next("PATCH", "daemonsets");
    declare();
    freezeAt("PATCH", "daemonsets");
    until(() -> told.completed() == 2, AMPLE);
    second.api().delete("/api/v1/interconnects/" + NAME);
    until(() -> second.api().get("/api/v1/interconnects").path("items").isEmpty(), AMPLE);
    Map<String, Long> before = generations();
    goOn();

    assertThat(generations()).as("nothing was written").isEqualTo(before);
    clusters.values().forEach(c -> assertThat(c.namesReflector()).isFalse());
    assertEachOnce(2, 7);
  }

  private Map<String, Long> generations() {
    Map<String, Long> all = new LinkedHashMap<>();
    clusters.forEach((name, cluster) -> all.put(name, cluster.generation()));
    return all;
  }

  @Test
  void aHealIsNeitherLostNorDoubledAndItsLimitSurvives() {
    declare();
    until(() -> told.completed() == 2, AMPLE);
    SimulatedCluster edited = clusters.values().iterator().next();
    heldUp.next("PATCH", "daemonsets");
    edited.edit();
    freezeAt("PATCH", "daemonsets");
    until(() -> told.healed() == 1, AMPLE);
    goOn();
    assertThat(edited.generation()).as("held, changed, given back once").isEqualTo(8);
    assertThat(told.drifts()).isEqualTo(1);

    for (int heal = 2; heal <= 3; heal++) {
      int wanted = heal;
      edited.edit();
      until(() -> told.healed() == wanted, AMPLE);
    }
    edited.edit();
    until(
        () -> {
          String conditions = second.api().get("/api/v1/interconnects/" + NAME).toString();
          return conditions.contains("HealingPaused");
        },
        AMPLE);
    assertThat(edited.namesReflector()).as("it waits").isFalse();
    assertThat(edited.generation()).isEqualTo(17);
    clusters
        .values()
        .forEach(c -> assertThat(c.restarts().values()).hasSize(NODES).containsOnly(1));
  }
}
