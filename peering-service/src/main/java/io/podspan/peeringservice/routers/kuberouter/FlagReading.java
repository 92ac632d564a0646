package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.Pod;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.DisruptionBudgets.Budget;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Caution;
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
 * @param nodes by name
 * @param mayAnnotate whether the credentials may patch nodes; null if the server does not say
 * @param askedBy the interconnects that asked for ClusterIPs, as {@link ServiceFlag} keeps them
 * @param keys the passwords of ours that are there
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
    List<RouterNote> notes,
    Map<String, RoutedNode> nodes,
    @Nullable Boolean mayAnnotate,
    String askedBy,
    KeysThere keys)
    implements RouterReading {
  private static final Caution DISPUTED =
      new Caution(
          "peers-elsewhere-wished",
          "Other interconnects of the cluster have another peersBy. kube-router has all its peers"
              + " in one place, so they stay where they are.",
          "Give all interconnects of the cluster the same peersBy: the last one that is changed"
              + " moves the peers of all.");

  /**
   * @param files which peer has which, as {@link PeerPasswords} keeps it
   * @param secret the Secret that is mounted; empty for none
   * @param mayWrite whether Secrets may be written
   * @param gone whether the Secret that is mounted is one of ours, and known not to be there
   * @param lent the Secret of the DaemonSet's owner that may be mounted; empty for none
   */
  record KeysThere(String files, String secret, boolean mayWrite, boolean gone, String lent) {
    static final KeysThere NONE = new KeysThere("", "", true, false, "");
  }

  FlagReading {
    before = List.copyOf(before);
    flags = List.copyOf(flags);
    variables = Map.copyOf(variables);
    notes = List.copyOf(notes);
    nodes = Map.copyOf(nodes);
  }

  @Override
  public Optional<Integer> mostUnavailable(int nodes) {
    return MaxUnavailable.of(strategy, nodes);
  }

  /**
   * @param pods of the DaemonSet; empty if they may not be listed
   * @param budgets that count its pods
   * @param nodes by name
   * @param mayAnnotate whether the credentials may patch nodes; null if the server does not say
   * @param mayWriteSecrets whether they may write Secrets
   * @param secretGone whether the Secret that it mounts is one of ours, and not there any more
   */
  static FlagReading of(
      RouterDaemonSet set,
      Optional<List<Pod>> pods,
      Answer<List<Budget>> budgets,
      Map<String, RoutedNode> nodes,
      @Nullable Boolean mayAnnotate,
      boolean mayWriteSecrets,
      boolean secretGone) {
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
        notes,
        nodes,
        mayAnnotate,
        set.askedBy(),
        new KeysThere(
            set.keyFiles(), set.mountedSecret(), mayWriteSecrets, secretGone, set.lentSecret()));
  }

  @Override
  public Planning plan(Aim aim) {
    if (unreadable != null) {
      return unplannable(unreadable);
    }
    try {
      PeerFlags peers = new PeerFlags(before, variables, PeerPasswords.byAddress(keys.files()));
      PeerPlan plan = new PeerPlan.Present(peers, flags, nodes, readsYaml()).plan(aim);
      ServiceFlag services =
          new ServiceFlag(plan.flags(), askedBy)
              .forInterconnect(
                  aim.interconnect(), aim.wishes().services() && !aim.leaves(), before, variables);
      if (aim.ofLateNodes() && !services.flags().equals(flags)) {
        return unplannable("its flags have to change too, and those are for all nodes");
      }
      FlagChange change =
          new FlagChange(
              namespace,
              daemonSet,
              container,
              field,
              flags,
              services.flags(),
              strategy,
              plan.annotations(),
              askedBy,
              services.askedBy(),
              PeerPasswords.of(peers.all(flags)).in(keys.secret()),
              PeerPasswords.of(peers.withKeysOf(aim).all(plan.flags())));
      if (keys.gone() && !aim.leaves()) {
        change = change.writingAgain();
      }
      if (change.newPasswords().isPresent() && !keys.mayWrite()) {
        return mayNotWrite();
      }
      Optional<Unplannable> notLent = notLent(aim, change);
      if (notLent.isPresent()) {
        return notLent.get();
      }
      return new Planned(change.toChange(), cautions(aim, change, peers.all(plan.flags())));
    } catch (UnusablePeersException e) {
      return unplannable(e.why());
    }
  }

  private Optional<Unplannable> notLent(Aim aim, FlagChange change) {
    PeerPasswords passwords = change.passwordsAfter();
    if (aim.leaves()
        || passwords == null
        || passwords.isNone()
        || passwords.ours()
        || passwords.secret().equals(keys.lent())) {
      return Optional.empty();
    }
    return Optional.of(
        new Unplannable(
            "The DaemonSet "
                + namespace
                + "/"
                + daemonSet
                + " does not say that its pods may mount the Secret "
                + passwords.secret()
                + ".",
            "Let them, once: kubectl -n "
                + namespace
                + " annotate daemonset "
                + daemonSet
                + " --overwrite "
                + PeerPasswords.LENT
                + "="
                + passwords.secret()
                + "."));
  }

  private List<Caution> cautions(Aim aim, FlagChange change, List<ConfiguredPeer> after) {
    List<Caution> cautions = new ArrayList<>();
    if (aim.disputed() && !aim.leaves()) {
      cautions.add(DISPUTED);
    }
    PeerPasswords passwords = change.passwordsAfter();
    // Also where a peer goes and others stay: the file of passwords has one for each that stays.
    if (passwords != null && !passwords.isNone() && !passwords.ours()) {
      cautions.add(passwords.caution(namespace, after));
    }
    return cautions;
  }

  private Unplannable mayNotWrite() {
    return new Unplannable(
        "A reflector has a key, and the user of the kubeconfig may not write Secrets in "
            + namespace
            + ", from which kube-router would read it.",
        "Run podspan clusters grant of this version again, or register the cluster with changes:"
            + " byHand, and put the Secret there as the rollout says.");
  }

  /** The parallel lists are read by all releases, so they are for those that are not known. */
  private boolean readsYaml() {
    return Release.of(image).filter(release -> !release.isBefore(2, 7)).isPresent();
  }

  private Unplannable unplannable(@Nullable String why) {
    return new Unplannable(
        "The peers of the DaemonSet "
            + namespace
            + "/"
            + daemonSet
            + " cannot be changed: "
            + why
            + ".",
        "Correct the flags of its container " + container + ", or the annotations of the nodes.");
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
  public List<Violation> obstacles(List<NodeReading> nodes, RouterWishes wishes, boolean joined) {
    return PeerObstacles.of(this, nodes, wishes.peersBy(), joined);
  }

  @Override
  public List<Violation> obstacles(List<NodeReading> nodes) {
    return obstacles(nodes, RouterWishes.DEFAULT, false);
  }

  /** Whether the annotations of any node name peers. */
  boolean isAnnotated() {
    return nodes.values().stream()
        .anyMatch(node -> !PeerAnnotations.only(node.annotations()).isEmpty());
  }

  boolean hasPeersInFlags() {
    return !all().of("--peer-router-ips").isEmpty();
  }

  private RouterFlags all() {
    List<String> words = new ArrayList<>(before);
    words.addAll(flags);
    return new RouterFlags(words, variables);
  }
}
