package io.podspan.cli.demo;

import io.podspan.cli.api.Api;
import io.podspan.cli.api.EventStream;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.Machine;
import io.podspan.cli.machine.PortPlan;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Terminal;
import io.podspan.embedded.process.StartFailedException;
import io.podspan.lab.Lab;
import io.podspan.lab.cluster.ClusterSpec;
import io.podspan.lab.network.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The demo from start to end. {@link #run} belongs to one thread; {@link #stop} may come from any.
 */
public final class Demo {
  public static final String INTERCONNECT = "demo";
  private static final long ASN = 64512;
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final DemoPlan plan;
  private final Terminal terminal;
  private final HttpClient http;
  private final Machine machine;
  private final Api peering;
  private final Narrator narrator;
  private final PodPings pings = new PodPings(PodPings::inNamespace);
  private volatile @Nullable Lab lab;
  private volatile @Nullable EventStream stream;

  /** Counts from here: the command may have built everything before. */
  private final Instant deadline;

  private boolean stopping;

  private Demo(DemoPlan plan, Terminal terminal, HttpClient http, Machine machine) {
    this.plan = plan;
    this.terminal = terminal;
    this.http = http;
    this.machine = machine;
    this.peering = Services.of(http, plan.machine(), Service.PEERING);
    this.narrator = new Narrator(terminal::say);
    this.deadline = Instant.now().plus(plan.timeout());
  }

  /**
   * Takes the folder and checks the ports; starts nothing yet.
   *
   * @throws StartFailedException when something stands in the way
   */
  public static Demo prepare(
      DemoPlan plan, Installation installation, Terminal terminal, HttpClient http) {
    DemoFolder.require(plan.machine().data());
    Machine machine = Machine.prepare(plan.machine(), installation, terminal, http);
    DemoFolder.empty(plan.machine().data());
    return new Demo(plan, terminal, http, machine);
  }

  /**
   * What came out.
   *
   * @param reachable pairs of pods that answered our own pings
   * @param pairs pairs of pods of different clusters
   * @param sinceCommand from the command to the last answer
   * @param sinceDeclaration from the interconnect's declaration to the last answer
   * @param diagnosis what is wrong, empty when all pairs are reachable
   */
  public record Outcome(
      long reachable,
      long pairs,
      Duration sinceCommand,
      Duration sinceDeclaration,
      String diagnosis) {
    public boolean complete() {
      return pairs > 0 && reachable == pairs;
    }

    /** The line that scripts read. */
    public String summary() {
      return String.format(
          Locale.ROOT,
          "%d of %d pod pairs reachable, %.1f s after the command, %.1f s after the declaration",
          reachable,
          pairs,
          sinceCommand.toMillis() / 1000.0,
          sinceDeclaration.toMillis() / 1000.0);
    }
  }

  /**
   * Runs all steps; everything goes on running afterwards, until {@link #stop}.
   *
   * @throws StartFailedException when machine or lab do not start
   */
  public Outcome run() throws InterruptedException {
    CompletableFuture<Void> labUp = CompletableFuture.runAsync(this::startLab, THREADS);
    // While the services start there is time to show that no pod reaches another cluster.
    CompletableFuture<Void> shown = labUp.thenRunAsync(this::showBefore, THREADS);
    start(labUp);
    shown.join();
    stream =
        EventFeed.follow(
            http, Services.of(http, plan.machine(), Service.CONSOLE), narrator, terminal::warn);
    Duration declared = terminal.elapsed();
    try {
      new Operator(peering).registerAll(clusters());
      declared = terminal.elapsed();
      new Operator(peering).declare(INTERCONNECT, clusters(), reflector());
    } catch (ProblemException e) {
      return failed("A service refused: " + e.getMessage(), declared, List.of());
    }
    return await(declared);
  }

  private void showBefore() {
    List<PodPings.Result> before = pings.betweenClusters(pods());
    terminal.say(
        "before: %d of %d pod pairs of different clusters reach each other"
            .formatted(PodPings.answered(before), before.size()));
  }

  private void start(CompletableFuture<Void> labUp) {
    Map<Service, String> unready;
    try {
      unready = machine.start(labUp);
      labUp.join();
    } catch (CompletionException e) {
      throw new StartFailedException("the lab does not start: " + rootMessage(e), e);
    }
    if (!unready.isEmpty()) {
      throw new StartFailedException(
          "not ready in time: "
              + unready
              + "\n"
              + new Diagnosis(machine, peering, narrator).explain(nodes(), 0, List.of()));
    }
    terminal.say("all services are ready");
  }

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private void startLab() {
    Lab started =
        Lab.up(
            plan.lab(),
            (what, took) ->
                terminal.say(
                    String.format(
                        Locale.ROOT, "%-16s %s in %.1f s", "lab", what, took.toMillis() / 1000.0)));
    lab = started;
    for (ClusterSpec cluster : plan.lab().clusters()) {
      giveCredentials(started, cluster.name());
      terminal.say(
          "%-16s %s (%s), %d nodes, pods in %s"
              .formatted(
                  "lab", cluster.name(), cluster.cni().cni(), cluster.nodes(), cluster.podCidr()));
    }
  }

  /** The services see what an operator would have put there, and nothing of the lab. */
  private void giveCredentials(Lab from, String cluster) {
    Path target = machine.folder().credentials().resolve(cluster);
    try {
      Files.copy(
          from.kubeconfig(cluster),
          target,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    }
  }

  private List<String> clusters() {
    return plan.lab().clusters().stream().map(ClusterSpec::name).toList();
  }

  private List<Pod> pods() {
    List<Pod> pods = new ArrayList<>();
    for (Topology.Node node : plan.lab().topology().nodes()) {
      node.pods()
          .forEach(
              pod -> pods.add(new Pod(node.cluster(), pod.name(), pod.namespace(), pod.address())));
    }
    return pods;
  }

  private int nodes() {
    return plan.lab().topology().nodes().size();
  }

  private int clusterPairs() {
    int clusters = plan.lab().clusters().size();
    return clusters * (clusters - 1);
  }

  private Operator.Reflector reflector() {
    return new Operator.Reflector(
        plan.machine().reflector(),
        plan.lab().topology().hostAddress(),
        plan.machine().ports().of(PortPlan.BGP),
        ASN);
  }

  private Outcome await(Duration declared) throws InterruptedException {
    List<Pod> pods = pods();
    while (left().isPositive()) {
      if (narrator.failure().isPresent()) {
        return failed(narrator.failure().get(), declared, pings.betweenClusters(pods));
      }
      if (narrator.reachablePairs() == clusterPairs()) {
        List<PodPings.Result> results = pings.betweenClusters(pods);
        if (PodPings.answered(results) == results.size()) {
          return succeeded(results, declared);
        }
      }
      narrator.awaitEvent(Math.max(1, Math.min(500, left().toMillis())));
    }
    return failed(
        "Not all pods reach each other after " + plan.timeout().toSeconds() + " s",
        declared,
        pings.betweenClusters(pods));
  }

  private Duration left() {
    return Duration.between(Instant.now(), deadline);
  }

  private Outcome succeeded(List<PodPings.Result> results, Duration declared) {
    Outcome outcome = outcome(results, declared, "");
    terminal.say(
        "every pod pings every pod of the other clusters (reachable/pairs, mean round trip):");
    terminal.plain("\n" + PodPings.matrix(clusters(), results));
    return outcome;
  }

  private Outcome failed(String what, Duration declared, List<PodPings.Result> results) {
    String explanation =
        new Diagnosis(machine, peering, narrator).explain(nodes(), clusterPairs(), results);
    return outcome(results, declared, what + "\n" + explanation);
  }

  private Outcome outcome(List<PodPings.Result> results, Duration declared, String diagnosis) {
    Duration now = terminal.elapsed();
    return new Outcome(PodPings.answered(results), pairs(), now, now.minus(declared), diagnosis);
  }

  private long pairs() {
    List<Pod> pods = pods();
    return pods.stream()
        .mapToLong(from -> pods.stream().filter(to -> !to.cluster().equals(from.cluster())).count())
        .sum();
  }

  /** Where to look next. */
  public String whatToTry() {
    Topology.Node node = plan.lab().topology().nodes().getFirst();
    Topology.Node other = plan.lab().topology().nodes().getLast();
    return """
        console: %1$s

        to try in another terminal:
          ./podspan status                 # is it well, and if not, why
          ./podspan events -f              # what happens from now on
          ip netns exec %2$s ip route      # the routes in the kernel of node %3$s
          kill -9 $(ip netns pids %4$s)    # kills the router of node %5$s; watch the console
        """
        .formatted(
            plan.machine().url(Service.CONSOLE),
            node.namespace(),
            node.name(),
            other.namespace(),
            other.name());
  }

  /** Takes everything down: the services before the lab, or they would report lost clusters. */
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
    Lab running = lab;
    if (running != null) {
      running.down();
      terminal.say("lab is gone: no namespace, bridge or process is left");
    }
  }
}
