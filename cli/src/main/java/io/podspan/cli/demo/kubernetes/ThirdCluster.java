package io.podspan.cli.demo.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.demo.Operator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A third cluster joins the first one and leaves it again, while pods of the first two ping each
 * other. Its routers do not restart gracefully, which preflight has to say beforehand.
 */
final class ThirdCluster {
  private static final String NAME = "tokyo";
  private static final String INTERCONNECT = "third";
  private static final int INDEX = 3;
  private static final int NODES = 2;
  private static final String NO_GRACE =
      """
      [{"op": "replace", "path": "/spec/template/spec/containers/0/args",
        "value": ["--run-router=true", "--run-firewall=false", "--run-service-proxy=false"]}]
      """;

  private final Scene scene;

  ThirdCluster(Scene scene) {
    this.scene = scene;
  }

  /** In their order. */
  List<Stage> stages() {
    return List.of(
        Stage.of(NAME + " is made, without graceful restart", this::comesUp),
        Stage.of(NAME + " is declared as a dry run", this::isWarnedOf),
        Stage.of(NAME + " joins " + scene.one(), this::joins),
        RouterRestarts.withoutGrace(scene, NAME),
        Stage.of(NAME + " leaves " + scene.one(), this::leaves),
        Stage.of(NAME + " is removed", this::goesAway));
  }

  private Figure comesUp() throws InterruptedException {
    Instant from = Instant.now();
    RealClusters.upOne(
        scene.rig(), scene.terminal(), NAME, INDEX, NODES, scene.machine().folder().credentials());
    scene
        .rig()
        .ctl(
            NAME, "-n", "kube-system", "patch", "ds", "kube-router", "--type=json", "-p", NO_GRACE);
    scene
        .rig()
        .ctl(
            NAME,
            "-n",
            "kube-system",
            "rollout",
            "status",
            "ds",
            "kube-router",
            "--timeout=" + scene.patience().toSeconds() + "s");
    Optional<Duration> pods =
        Until.so(from, scene.patience(), () -> scene.pods().of(NAME).size() == NODES);
    return pods.isEmpty()
        ? Figure.bad(NAME + " was made", "not all of its probe pods run")
        : Figure.good(
            NAME
                + ", whose routers do not restart gracefully, was made in "
                + Scene.seconds(pods.get()));
  }

  private Figure isWarnedOf() throws InterruptedException {
    Operator operator = new Operator(scene.peering());
    operator.register(NAME);
    for (JsonNode check : operator.dryRun(INTERCONNECT, clusters(), scene.at()).path("checks")) {
      if (check.path("code").asText().equals("graceful-restart-off")
          && check.path("where").asText().equals("clusters/" + NAME)) {
        return Figure.good("preflight said of " + NAME + ": " + check.path("evidence").asText());
      }
    }
    return Figure.bad(
        "preflight was asked about " + NAME,
        "it does not say what a restart of a router costs without graceful restart");
  }

  private List<String> clusters() {
    return List.of(scene.one(), NAME);
  }

  private Figure joins() throws InterruptedException {
    return between(
        NAME + " joined " + scene.one(),
        "Ready=True",
        new UnderTraffic.Happening() {
          @Override
          public void begin() {
            new Operator(scene.peering()).declare(INTERCONNECT, clusters(), scene.at());
          }

          @Override
          public boolean over(Instant since) {
            return scene.condition(INTERCONNECT, "Ready").equals("True");
          }
        });
  }

  private Figure leaves() throws InterruptedException {
    return between(
        NAME + " left " + scene.one(),
        "the interconnect gone",
        new UnderTraffic.Happening() {
          @Override
          public void begin() {
            scene.peering().delete("/api/v1/interconnects/" + INTERCONNECT);
          }

          @Override
          public boolean over(Instant since) {
            return !scene.declared(INTERCONNECT);
          }
        });
  }

  /** The stages after this one need the processor more than an idle cluster does. */
  private Figure goesAway() throws InterruptedException {
    String what = NAME + " was removed";
    Instant from = Instant.now();
    scene.peering().delete("/api/v1/clusters/" + NAME);
    Optional<Duration> forgotten =
        Until.so(from, scene.patience(), () -> !scene.collected(NAME, NAME + "-1"));
    scene.rig().down(NAME);
    return forgotten.isEmpty()
        ? Figure.bad(what, "route-collector still has its nodes")
        : Figure.good(what + ", and forgotten after " + Scene.seconds(forgotten.get()));
  }

  private Figure between(String what, String end, UnderTraffic.Happening happening)
      throws InterruptedException {
    return UnderTraffic.between(scene, scene.one(), scene.other()).measure(what, end, happening);
  }
}
