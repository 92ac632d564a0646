package io.podspan.peeringservice.kubernetes;

import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.intent.KeyFiles;
import io.podspan.peeringservice.peering.network.BgpListener;
import io.podspan.peeringservice.peering.network.KeyLook;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.network.NetworkProbe;
import io.podspan.peeringservice.peering.network.NodeLinks;
import io.podspan.peeringservice.peering.network.NodeReach;
import io.podspan.peeringservice.peering.network.Reach;
import io.podspan.peeringservice.peering.network.SecretLook;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterPod;
import io.podspan.peeringservice.peering.router.Routers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks nodes through {@code exec} in their routers' pods, which are on the nodes' network. */
@ApplicationScoped
public class RouterNetwork implements NetworkProbe {
  /** For all nodes of a cluster together; those that are not asked by then are unmeasured. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration FOR_LINKS = Duration.ofSeconds(5);
  private static final int AT_ONCE = 16;
  private static final String NOT_SEEN = "?";

  /** Processes that are the node's own router. */
  private static final Set<String> ROUTERS =
      Set.of("kube-router", "gobgpd", "bird", "bird6", "calico-node");

  private final ClusterCalls calls;
  private final Routers routers;
  private final KeyFiles keys;

  @Inject
  public RouterNetwork(ClusterCalls calls, Routers routers, KeyFiles keys) {
    this.calls = calls;
    this.routers = routers;
    this.keys = keys;
  }

  @Override
  public List<KeyLook> keys(List<Reflector> reflectors) {
    List<KeyLook> looks = new ArrayList<>();
    for (Reflector reflector : reflectors) {
      reflector
          .keyToWrite()
          .ifPresent(
              file ->
                  looks.add(
                      new KeyLook(
                          reflector.name(),
                          file,
                          keys.objection(file).orElse(null),
                          keys.cautions(file))));
    }
    return looks;
  }

  @Override
  public NetworkLook ask(Cluster cluster, List<Reflector> reflectors) {
    return askNodes(cluster, reflectors).withSecrets(secrets(cluster, reflectors));
  }

  private List<SecretLook> secrets(Cluster cluster, List<Reflector> reflectors) {
    List<Reflector> referring =
        reflectors.stream().filter(reflector -> reflector.authSecretRef() != null).toList();
    if (referring.isEmpty()) {
      return List.of();
    }
    RouterDriver driver = routers.of(cluster.cni());
    Answer<String> place = place(driver, cluster);
    return referring.stream()
        .map(
            reflector ->
                new SecretLook(
                    cluster.name(),
                    reflector.name(),
                    shown(place, KeySecret.name(reflector)),
                    driver.secretEntry(),
                    presence(cluster, place, KeySecret.name(reflector))))
        .toList();
  }

  private static Answer<String> place(RouterDriver driver, Cluster cluster) {
    try {
      return driver.secretsNamespace(cluster.access());
    } catch (ClusterFaultException e) {
      return new Answer.Unknown<>(brief(e.fault().detail()));
    } catch (ClusterCalls.ConflictException e) {
      return new Answer.Unknown<>(brief(e.words()));
    }
  }

  private static String shown(Answer<String> place, String name) {
    return place instanceof Answer.Known<String>(String namespace, _)
        ? namespace + "/" + name
        : name;
  }

  private SecretLook.Presence presence(Cluster cluster, Answer<String> place, String name) {
    return switch (place) {
      case Answer.Known<String>(String namespace, _) ->
          new ReferencedSecrets(calls).presence(cluster.access(), namespace, name);
      case Answer.Unknown<String>(String why) -> new SecretLook.Presence.Unknown(why);
    };
  }

  private NetworkLook askNodes(Cluster cluster, List<Reflector> reflectors) {
    Map<String, RouterPod> pods;
    try {
      pods =
          routers.of(cluster.cni()).pods(cluster.access()).stream()
              .collect(Collectors.toMap(RouterPod::node, Function.identity(), (one, _) -> one));
    } catch (ClusterFaultException e) {
      return unmeasured(cluster, cluster.nodes(), reflectors, brief(e.fault().detail()));
    } catch (ClusterCalls.ConflictException e) {
      return unmeasured(cluster, cluster.nodes(), reflectors, brief(e.words()));
    }
    return inParallel(cluster, reflectors, pods);
  }

  private NetworkLook inParallel(
      Cluster cluster, List<Reflector> reflectors, Map<String, RouterPod> pods) {
    Semaphore places = new Semaphore(AT_ONCE);
    List<Node> nodes = cluster.nodes();
    List<Callable<NetworkLook>> questions = new ArrayList<>();
    for (Node node : nodes) {
      RouterPod pod = pods.get(node.name());
      questions.add(
          () -> {
            if (pod == null) {
              return unmeasured(
                  cluster, List.of(node), reflectors, "no router pod runs on the node");
            }
            places.acquire();
            try {
              return reach(cluster, node, pod, reflectors);
            } finally {
              places.release();
            }
          });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<NetworkLook>> answers =
          threads.invokeAll(questions, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      NetworkLook all = NetworkLook.NONE;
      for (int i = 0; i < nodes.size(); i++) {
        all = all.and(answer(answers.get(i), cluster, nodes.get(i), reflectors));
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service is stopping", e);
    }
  }

  private static NetworkLook answer(
      Future<NetworkLook> answer, Cluster cluster, Node node, List<Reflector> reflectors)
      throws InterruptedException {
    if (answer.isCancelled()) {
      return unmeasured(
          cluster,
          List.of(node),
          reflectors,
          "the nodes were not asked within " + PATIENCE.toSeconds() + " s");
    }
    try {
      return answer.get();
    } catch (ExecutionException e) {
      return unmeasured(cluster, List.of(node), reflectors, "the question failed: " + word(e));
    }
  }

  private static String word(ExecutionException e) {
    return e.getCause() instanceof ClusterFaultException known
        ? brief(known.fault().detail())
        : Objects.requireNonNullElse(e.getMessage(), "no reason is given");
  }

  private NodeLinks.Links links(Cluster cluster, RouterPod pod) {
    try {
      return switch (calls.exec(cluster.access(), pod, FOR_LINKS, LinkListing.COMMAND)) {
        case ExecOutcome.Finished(int code, String stdout, _) when code == 0 ->
            new NodeLinks.Seen(LinkListing.parse(stdout));
        case ExecOutcome.Finished failed -> new NodeLinks.Unread(brief(failed.complaint()));
        case ExecOutcome.Failed(_, String reason) -> new NodeLinks.Unread(brief(reason));
      };
    } catch (ClusterFaultException e) {
      return new NodeLinks.Unread(brief(e.fault().detail()));
    } catch (ClusterCalls.ConflictException e) {
      return new NodeLinks.Unread(brief(e.words()));
    }
  }

  private NetworkLook reach(Cluster cluster, Node node, RouterPod pod, List<Reflector> reflectors) {
    ExecOutcome outcome =
        calls.exec(
            cluster.access(),
            pod,
            ReachScript.atMost(reflectors.size()),
            ReachScript.command(reflectors));
    return switch (outcome) {
      case ExecOutcome.Finished(int code, String stdout, _) when code == 0 ->
          look(cluster, node, reflectors, ReachScript.parse(stdout, reflectors.size()));
      case ExecOutcome.Finished failed ->
          unmeasured(
              cluster,
              List.of(node),
              reflectors,
              "the shell in " + pod.name() + " failed: " + brief(failed.complaint()));
      // An account of an earlier version may not run the script, but it may read the interfaces.
      case ExecOutcome.Failed(_, String reason) ->
          unmeasured(cluster, List.of(node), reflectors, brief(reason))
              .withLinks(List.of(new NodeLinks(cluster.name(), node.name(), links(cluster, pod))));
    };
  }

  private static NetworkLook look(
      Cluster cluster, Node node, List<Reflector> reflectors, ReachScript.Output output) {
    List<NodeReach> reaches = new ArrayList<>();
    for (int i = 0; i < reflectors.size(); i++) {
      reaches.add(
          new NodeReach(cluster.name(), node.name(), reflectors.get(i), output.reaches().get(i)));
    }
    List<BgpListener> listeners =
        output.listeners().stream()
            .filter(process -> !ROUTERS.contains(process))
            .map(process -> new BgpListener(cluster.name(), node.name(), named(process)))
            .toList();
    return new NetworkLook(
        reaches,
        listeners,
        List.of(new NodeLinks(cluster.name(), node.name(), output.links())),
        Map.of());
  }

  private static String named(String process) {
    return process.equals(NOT_SEEN)
        ? "a process outside of the router's pod"
        : "the process " + process;
  }

  private static NetworkLook unmeasured(
      Cluster cluster, List<Node> nodes, List<Reflector> reflectors, String why) {
    List<NodeReach> reaches = new ArrayList<>();
    List<NodeLinks> links = new ArrayList<>();
    for (Node node : nodes) {
      links.add(new NodeLinks(cluster.name(), node.name(), new NodeLinks.Unread(why)));
      for (Reflector reflector : reflectors) {
        reaches.add(
            new NodeReach(cluster.name(), node.name(), reflector, new Reach.Unmeasured(why)));
      }
    }
    return new NetworkLook(reaches, List.of(), links, Map.of());
  }

  private static String brief(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
