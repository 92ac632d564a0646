package io.podspan.cli.demo.kubernetes;

import io.podspan.cli.api.EventStream;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.demo.Demo;
import io.podspan.cli.demo.DemoFolder;
import io.podspan.cli.demo.Diagnosis;
import io.podspan.cli.demo.EventFeed;
import io.podspan.cli.demo.Narrator;
import io.podspan.cli.demo.Operator;
import io.podspan.cli.demo.PodPings;
import io.podspan.cli.demo.Services;
import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.Machine;
import io.podspan.cli.machine.PortPlan;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Terminal;
import io.podspan.embedded.process.StartFailedException;
import io.podspan.lab.network.LabException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The demo on real clusters, from start to end. {@link #run} belongs to one thread; {@link #stop}
 * may come from any.
 */
public final class KubernetesDemo {
  private static final List<String> CLUSTERS = List.of("paris", "london");
  private static final int NODES = 2;
  private static final long ASN = 64512;

  private final KubernetesDemoPlan plan;
  private final Terminal terminal;
  private final HttpClient http;
  private final Machine machine;
  private final Narrator narrator;
  private final Scene scene;
  private volatile @Nullable EventStream stream;
  private boolean stopping;

  private KubernetesDemo(
      KubernetesDemoPlan plan, Terminal terminal, HttpClient http, Machine machine) {
    this.plan = plan;
    this.terminal = terminal;
    this.http = http;
    this.machine = machine;
    this.narrator = new Narrator(terminal::say);
    this.scene =
        new Scene(
            plan.rig(),
            machine,
            Services.of(http, plan.machine(), Service.PEERING),
            Services.of(http, plan.machine(), Service.REFLECTOR),
            Services.of(http, plan.machine(), Service.COLLECTOR),
            Services.of(http, plan.machine(), Service.CONSOLE),
            terminal,
            new RealPods(plan.rig()),
            reflector(),
            CLUSTERS,
            plan.timeout());
  }

  /**
   * Takes the folder and checks the ports; starts nothing yet.
   *
   * @throws StartFailedException when something stands in the way
   */
  public static KubernetesDemo prepare(
      KubernetesDemoPlan plan, Installation installation, Terminal terminal, HttpClient http) {
    DemoFolder.require(plan.machine().data());
    Machine machine = Machine.prepare(plan.machine(), installation, terminal, http);
    DemoFolder.empty(plan.machine().data());
    return new KubernetesDemo(plan, terminal, http, machine);
  }

  /**
   * Runs all steps; everything goes on running afterwards, until {@link #stop}.
   *
   * @throws StartFailedException when machine or clusters do not start
   */
  public KubernetesOutcome run() throws InterruptedException {
    start();
    stream =
        EventFeed.follow(
            http, Services.of(http, plan.machine(), Service.CONSOLE), narrator, terminal::warn);
    List<RealPods.Placed> pods = awaitPods();
    List<PodPings.Result> before = scene.pods().betweenClusters(pods);
    terminal.say(
        "before: %d of %d pod pairs of different clusters reach each other"
            .formatted(PodPings.answered(before), before.size()));
    Instant declared = Instant.now();
    try {
      Operator operator = new Operator(scene.peering());
      operator.registerAll(CLUSTERS);
      declared = Instant.now();
      operator.declare(Demo.INTERCONNECT, CLUSTERS, reflector());
    } catch (ProblemException e) {
      return failed("A service refused: " + e.getMessage(), declared, before);
    }
    return await(pods, declared);
  }

  /** One after the other: on few cores the services would start too slowly beside the clusters. */
  private void start() {
    startClusters();
    Map<Service, String> unready = machine.start(CompletableFuture.completedFuture(null));
    if (!unready.isEmpty()) {
      throw new StartFailedException("not ready in time: " + unready);
    }
    terminal.say("all services are ready");
  }

  private void startClusters() {
    try {
      new RealClusters(plan.rig(), terminal, CLUSTERS, NODES).up(machine.folder().credentials());
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartFailedException("the clusters do not start: " + cause.getMessage(), cause);
    }
  }

  /** One probe pod on every node. */
  private List<RealPods.Placed> awaitPods() throws InterruptedException {
    Until.so(
        Instant.now(),
        plan.timeout(),
        () -> scene.pods().of(CLUSTERS).size() == CLUSTERS.size() * NODES);
    List<RealPods.Placed> pods = scene.pods().of(CLUSTERS);
    if (pods.size() < CLUSTERS.size() * NODES) {
      throw new StartFailedException(
          "only %d of %d probe pods run after %d s; see the pods: ./podspan lab kubernetes ctl %s get pods -A"
              .formatted(
                  pods.size(),
                  CLUSTERS.size() * NODES,
                  plan.timeout().toSeconds(),
                  CLUSTERS.get(0)));
    }
    return pods;
  }

  private Operator.Reflector reflector() {
    return new Operator.Reflector(
        plan.machine().reflector(),
        plan.rig().address(),
        plan.machine().ports().of(PortPlan.BGP),
        ASN);
  }

  private KubernetesOutcome await(List<RealPods.Placed> pods, Instant declared)
      throws InterruptedException {
    Instant end = declared.plus(plan.timeout());
    while (Instant.now().isBefore(end)) {
      List<PodPings.Result> results = scene.pods().betweenClusters(pods);
      if (narrator.failure().isPresent()) {
        return failed(narrator.failure().get(), declared, results);
      }
      if (PodPings.answered(results) == results.size() && joined()) {
        return succeeded(results, declared);
      }
      narrator.awaitEvent(500);
    }
    return failed(
        "Not all pods reach each other after " + plan.timeout().toSeconds() + " s",
        declared,
        scene.pods().betweenClusters(pods));
  }

  /** The probes agree, and no rollout is under way: a router that restarts would spoil a stage. */
  private boolean joined() {
    return narrator.reachablePairs() == (long) CLUSTERS.size() * (CLUSTERS.size() - 1)
        && scene.condition("Ready").equals("True");
  }

  private KubernetesOutcome succeeded(List<PodPings.Result> results, Instant declared)
      throws InterruptedException {
    Duration sinceDeclaration = Duration.between(declared, Instant.now());
    Duration sinceCommand = terminal.elapsed();
    terminal.plain("\n" + PodPings.matrix(CLUSTERS, results));
    KubernetesOutcome joined =
        new KubernetesOutcome(
            PodPings.answered(results),
            results.size(),
            sinceCommand,
            sinceDeclaration,
            List.of(),
            "");
    terminal.say(joined.summary());
    List<Figure> figures = stages();
    List<String> troubles =
        figures.stream()
            .filter(figure -> !figure.holds())
            .map(figure -> figure.what() + ": " + figure.trouble())
            .toList();
    return joined.with(
        figures,
        troubles.isEmpty() ? "" : String.join("\n", troubles) + "\n" + diagnosis(List.of()));
  }

  private List<Figure> stages() throws InterruptedException {
    List<Figure> figures = new ArrayList<>();
    int added = NODES + 1;
    int peers = CLUSTERS.size() * NODES;
    List<Stage> stages = new ArrayList<>();
    stages.add(new NodeJoins(scene, added));
    stages.add(new NodeLeaves(scene, added));
    stages.add(RouterRestarts.gracefully(scene));
    stages.add(new ReflectorDies(scene, peers));
    if (plan.thorough()) {
      stages.add(new ReflectorHangs(scene, peers));
      stages.add(new FlagsGo(scene));
      stages.addAll(new ThirdCluster(scene).stages());
    }
    if (plan.kills() > 0) {
      stages.add(new PeeringDies(scene, plan.kills()));
    }
    if (plan.thorough()) {
      stages.addAll(new KeyChanges(scene, peers).stages());
    }
    for (Stage stage : stages) {
      terminal.say(stage.name());
      Figure figure = run(stage);
      if (figure.holds()) {
        terminal.say(figure.what());
      } else {
        terminal.warn(figure.what() + "\n" + figure.trouble());
      }
      figures.add(figure);
    }
    return figures;
  }

  private static Figure run(Stage stage) throws InterruptedException {
    try {
      return stage.run();
    } catch (LabException | ProblemException e) {
      return Figure.bad(stage.name(), String.valueOf(e.getMessage()));
    }
  }

  private KubernetesOutcome failed(String what, Instant declared, List<PodPings.Result> results) {
    return new KubernetesOutcome(
        PodPings.answered(results),
        results.size(),
        terminal.elapsed(),
        Duration.between(declared, Instant.now()),
        List.of(),
        what + "\n" + diagnosis(results));
  }

  private String diagnosis(List<PodPings.Result> results) {
    return new Diagnosis(machine, scene.peering(), narrator)
        .explain(CLUSTERS.size() * NODES, CLUSTERS.size() * (CLUSTERS.size() - 1), results);
  }

  /** Where to look next. */
  public String whatToTry() {
    return """
        console: %1$s

        to try in another terminal:
          ./podspan status                                      # is it well, and if not, why
          ./podspan events -f                                   # what happens from now on
          ./podspan lab kubernetes node paris-1 ip route        # the routes in the kernel of a node
          ./podspan lab kubernetes join london 4                # one more node
          ./podspan lab kubernetes ctl paris get pods -A        # kubectl
        """
        .formatted(plan.machine().url(Service.CONSOLE));
  }

  /**
   * Takes everything down: the services before the clusters, or they would report lost clusters.
   */
  public void stop() {
    synchronized (this) {
      if (stopping) {
        return;
      }
      stopping = true;
    }
    EventStream events = stream;
    if (events != null) {
      events.close();
    }
    machine.stop();
    plan.rig().down();
    terminal.say("the rig is gone: no namespace, process or mount is left");
  }
}
