package io.podspan.cli.demo.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.demo.Demo;
import io.podspan.cli.demo.Operator;
import io.podspan.cli.machine.Service;
import io.podspan.lab.network.LabException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * peering-service is killed at random moments while the clusters leave each other and join again.
 * Each rollout has to come to its end, and to restart the router of each node exactly once.
 */
final class PeeringDies implements Stage {
  /**
   * The lease of a service that was killed lasts for 10 s more; only then its successor goes on,
   * and a node takes some seconds.
   */
  private static final int LONGEST_LIFE_MILLIS = 16_000;

  private final Scene scene;
  private final int kills;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Map<String, Integer> killedIn = new TreeMap<>();
  private final List<String> troubles = new ArrayList<>();
  private int killed;
  private int rollouts;

  PeeringDies(Scene scene, int kills) {
    this.scene = scene;
    this.kills = kills;
  }

  @Override
  public String name() {
    return "peering-service is killed " + kills + " times in rollouts, seed " + seed;
  }

  /** Ends joined, as it began. */
  @Override
  public Figure run() throws InterruptedException {
    while (troubles.isEmpty() && killed < kills) {
      attempt("leave", this::leave, () -> !scene.declared(Demo.INTERCONNECT));
      attempt("join", this::join, () -> scene.condition("Ready").equals("True"));
    }
    String what =
        "peering-service was killed %d times in %d rollouts (%s), seed %d"
            .formatted(killed, rollouts, states(), seed);
    return troubles.isEmpty()
        ? Figure.good(what + ": each router restarted once in each rollout")
        : Figure.bad(what, String.join("\n", troubles));
  }

  private String states() {
    return killedIn.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private void leave() {
    scene.peering().delete("/api/v1/interconnects/" + Demo.INTERCONNECT);
  }

  private void join() {
    new Operator(scene.peering()).declare(Demo.INTERCONNECT, scene.clusters(), scene.at());
  }

  /** After a trouble it is not known where the clusters are, and the next change proves nothing. */
  private void attempt(String what, Runnable begin, BooleanSupplier over)
      throws InterruptedException {
    if (!troubles.isEmpty()) {
      return;
    }
    try {
      change(what, begin, over);
    } catch (LabException | ProblemException e) {
      troubles.add(what + ": " + e.getMessage());
    }
  }

  private void change(String what, Runnable begin, BooleanSupplier over)
      throws InterruptedException {
    rollouts += scene.clusters().size();
    try (RouterPods routers = RouterPods.watch(scene.rig(), scene.clusters())) {
      Instant since = Instant.now();
      begin.run();
      while (killed < kills && !isSo(over)) {
        // Real time on purpose: the moments of the kills are to be random ones of real rollouts.
        Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
        if (!isSo(over)) {
          kill();
        }
      }
      if (Until.so(since, scene.patience(), over).isEmpty()) {
        troubles.add(what + ": not at its end after " + scene.patience().toSeconds() + " s");
      }
      routers.starts().forEach((node, starts) -> once(what, node, starts));
    }
  }

  private static boolean isSo(BooleanSupplier over) throws InterruptedException {
    return Until.so(Instant.now(), Duration.ofMillis(1), over).isPresent();
  }

  private void kill() throws InterruptedException {
    killedIn.merge(states(scene.peering().get("/api/v1/rollouts?ended=false")), 1, Integer::sum);
    scene.machine().kill(Service.PEERING);
    killed++;
    if (Until.so(Instant.now(), scene.patience(), this::answers).isEmpty()) {
      troubles.add("peering-service does not answer after it was killed");
    }
  }

  private boolean answers() {
    return scene.peering().get("/api/v1/interconnects").has("items");
  }

  private static String states(JsonNode rollouts) {
    List<String> states = new ArrayList<>();
    rollouts.path("items").forEach(rollout -> states.add(rollout.path("state").asText()));
    return states.isEmpty() ? "none" : states.stream().sorted().collect(Collectors.joining("+"));
  }

  private void once(String what, String node, int starts) {
    if (starts != 1) {
      troubles.add("%s: the router of %s started %d times".formatted(what, node, starts));
    }
  }
}
