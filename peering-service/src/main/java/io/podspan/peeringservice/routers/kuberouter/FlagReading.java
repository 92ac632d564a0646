package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.Pod;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.DisruptionBudgets.Budget;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.RouterTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The flags of kube-router's container. Pods read them only when they start.
 *
 * @param container the container that routes
 * @param field where its flags are: {@code args} or {@code command}
 * @param before the words that kube-router reads before these flags
 * @param flags all of that list
 * @param variables what {@code $(NAME)} in the flags stands for, as far as it is known
 * @param unreadable why the flags cannot be changed at all, null if they can
 * @param strategy the DaemonSet's own update strategy as JSON; if a rollout of ours has not ended,
 *     the one from before it
 * @param image of the container; empty if it names none
 * @param notes what the flags say to the checks of preflight
 */
record FlagReading(
    String namespace,
    String daemonSet,
    String container,
    String field,
    List<String> before,
    List<String> flags,
    Map<String, String> variables,
    @Nullable String unreadable,
    String strategy,
    String image,
    List<RouterNote> notes)
    implements RouterReading {
  private static final String ANNOTATION = "kube-router.io/peer";

  FlagReading {
    before = List.copyOf(before);
    flags = List.copyOf(flags);
    variables = Map.copyOf(variables);
    notes = List.copyOf(notes);
  }

  @Override
  public Optional<Integer> mostUnavailable(int nodes) {
    return MaxUnavailable.of(strategy, nodes);
  }

  /**
   * @param pods of the DaemonSet; empty if they may not be listed
   * @param budgets that count its pods
   */
  static FlagReading of(
      RouterDaemonSet set, Optional<List<Pod>> pods, Answer<List<Budget>> budgets) {
    List<RouterNote> notes =
        new ArrayList<>(FlagNotes.of(set, LastStarts.inWords(pods.orElse(List.of()))));
    notes.addAll(RestartNotes.of(set, pods, budgets));
    return new FlagReading(
        set.namespace(),
        set.name(),
        set.container().getName(),
        set.field(),
        set.before(),
        set.flags(),
        Variables.of(set.container()),
        set.unreadable().orElse(null),
        set.strategy(),
        Objects.requireNonNullElse(set.container().getImage(), ""),
        notes);
  }

  @Override
  public Planning plan(Aim aim) {
    if (unreadable != null) {
      return unplannable(unreadable);
    }
    try {
      PeerFlags peers = new PeerFlags(before, variables);
      List<Reflector> inTheWay = inTheWay(aim);
      List<String> wanted = peers.without(flags, inTheWay);
      wanted = peers.with(wanted, aim.wanted());
      wanted =
          peers.without(
              wanted, aim.unwanted().stream().filter(r -> !inTheWay.contains(r)).toList());
      FlagChange change =
          new FlagChange(namespace, daemonSet, container, field, flags, wanted, strategy);
      return new Planned(change.toChange(), List.of());
    } catch (PeerFlags.UnusableFlagsException e) {
      return unplannable(e.getMessage());
    }
  }

  /** kube-router has one session per address, so a former one there goes first. */
  private static List<Reflector> inTheWay(Aim aim) {
    return aim.unwanted().stream()
        .filter(former -> aim.wanted().stream().anyMatch(r -> r.address().equals(former.address())))
        .toList();
  }

  private Unplannable unplannable(@Nullable String why) {
    return new Unplannable(
        "The flags of the DaemonSet "
            + namespace
            + "/"
            + daemonSet
            + " cannot be changed: "
            + why
            + ".",
        "Correct the flags of its container " + container + ".");
  }

  @Override
  public List<RouterNote> notesOn(List<NodeReading> nodes) {
    return NodeNotes.of(nodes);
  }

  @Override
  public RouterTraits traits() {
    return new FlagTraits(all(), image).all();
  }

  @Override
  public Answer<String> routerId(Node node) {
    return new FlagTraits(all(), image).routerId(node);
  }

  @Override
  public List<Prefix> refusedBy(NodeReading node) {
    return NodeNotes.refused(node);
  }

  @Override
  public List<Violation> obstacles(List<NodeReading> nodes) {
    if (ignoresAnnotations()) {
      return List.of();
    }
    return nodes.stream()
        .filter(n -> n.annotations().keySet().stream().anyMatch(k -> k.startsWith(ANNOTATION)))
        .map(FlagReading::peersByAnnotation)
        .toList();
  }

  /** With peers in its flags it reads none from annotations already, so nothing gets lost. */
  private boolean ignoresAnnotations() {
    return !all().of("--peer-router-ips").isEmpty();
  }

  private RouterFlags all() {
    List<String> words = new ArrayList<>(before);
    words.addAll(flags);
    return new RouterFlags(words, variables);
  }

  private static Violation peersByAnnotation(NodeReading node) {
    return new Violation(
        "peers-by-annotation",
        "nodes/" + node.name(),
        "The node "
            + node.name()
            + " has BGP peers in its annotations (kube-router.io/peer.*). kube-router ignores them"
            + " once its DaemonSet has peer flags.",
        "Move these peers to the --peer-router-* flags of the DaemonSet first.");
  }
}
