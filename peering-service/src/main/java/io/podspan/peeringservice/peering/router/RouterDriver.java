package io.podspan.peeringservice.peering.router;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of router: how it is found, read and changed through a cluster's API. Port.
 *
 * <p>Every call throws {@link io.podspan.peeringservice.peering.ClusterFaultException} when the API
 * cannot be used. A rollout repeats a call after a crash, so each call first looks at what is there
 * and may be made twice. A driver holds no state of its own. It never touches an object that is not
 * Podspan's, except for the fields that its change names.
 *
 * <p>A router either restarts to take a change, or follows objects while it runs. The first kind
 * gets the whole change from {@link #apply}; each node takes it when its pod restarts. The second
 * kind gets from apply only what starts no session; each node's part is written by {@link
 * #changeNode} when its turn comes; and {@link #restore} puts in place what is to stay. On the way
 * back the change says so ({@link RouterChange#back}).
 */
public interface RouterDriver {
  RouterKind kind();

  /** Looks for this kind of router, wherever it runs and whatever its DaemonSet is named. */
  Detection detect(Access access);

  /** Reads how the routers are configured now. */
  RouterReading read(Access access);

  /**
   * Whether what it writes follows the other clusters, so that it can become outdated. Only then a
   * look at a cluster reads them.
   */
  default boolean followsOthers() {
    return false;
  }

  /**
   * How what rollouts wrote stands now. Asked for again and again between rollouts, so a driver
   * whose {@link #read} asks for much more than that has one of its own.
   */
  default Standing standing(Access access) {
    RouterReading reading = read(access);
    return (aim, _) -> Drift.of("the configuration of the routers", reading.plan(aim), null, null);
  }

  /** The running router pods, one for each node that has one. */
  default List<RouterPod> pods(Access access) {
    return List.of();
  }

  /** The kinds of objects that {@link #detect} and {@link #standing} read, besides nodes. */
  default List<Watched> watched() {
    return List.of();
  }

  /** The nodes that have a router pod; empty when that cannot be found out. */
  default Optional<Set<String>> nodesWithRouter(Access access) {
    return Optional.empty();
  }

  /**
   * What the cluster may have still, by what rollouts wrote. The cluster is not asked: its API may
   * be away.
   *
   * @param leave the leave that was not made
   * @param written what rollouts of the interconnect wrote, the oldest first
   */
  default List<Remains> remains(Aim leave, List<RouterChange> written) {
    return written.isEmpty()
        ? List.of()
        : List.of(
            new Remains("the configuration of the routers", written.getLast().diff(), List.of()));
  }

  /** The objects that this change is written to, besides nodes; the first ones of many. */
  default List<Touched> touched(RouterChange change) {
    return List.of();
  }

  /** The namespace in which the routers read Secrets with keys of sessions. */
  default Answer<String> secretsNamespace(Access access) {
    return new Answer.Unknown<>("its routers do not say where they read Secrets");
  }

  /** The entry of such a Secret that they read. */
  default String secretEntry() {
    return "password";
  }

  /** The rights that a rollout needs in the cluster, in the namespace where the router runs. */
  List<Right> rights(Access access);

  /** Writes the change. No node's router restarts because of it. */
  RouterOutcome.OfWrite apply(Access access, RouterChange change);

  /** Writes what was there before the change. No node's router restarts because of it. */
  RouterOutcome.OfWrite revert(Access access, RouterChange change);

  /**
   * How the object looks that the change is written to, a line for each part, without secrets. It
   * is compared with what was there after the change was written, so it has nothing in it that
   * changes by itself. Empty if the driver cannot say.
   */
  default Optional<String> written(Access access, RouterChange change) {
    return Optional.empty();
  }

  /**
   * The same for a router whose nodes are changed one by one.
   *
   * @param done the nodes that have the change
   */
  default Optional<String> written(Access access, RouterChange change, List<String> done) {
    return written(access, change);
  }

  /**
   * The same, as far as it matters to the turn of one node. Asked for several times a second.
   *
   * @param node the one under way
   */
  default Optional<String> writtenAt(
      Access access, RouterChange change, List<String> done, String node) {
    return written(access, change, done);
  }

  /** The names of the nodes that have all of these labels. */
  default List<String> nodesWith(Access access, Map<String, String> labels) {
    return List.of();
  }

  /**
   * What the routers' own objects say is wrong with the peerings of this change on a node, a clause
   * each. It is shown while sessions are awaited, and in the failure.
   */
  default List<String> complaints(Access access, RouterChange change, String node) {
    return List.of();
  }

  /** Whether a node can be changed now, and whether its router has to restart. */
  RouterOutcome.OfCheck checkNode(Access access, RouterChange change, String node);

  /**
   * Writes what of the change is for this node alone. Made where {@link #checkNode} said {@link
   * RouterOutcome.Changeable}, and again until it is written.
   */
  default RouterOutcome.OfChange changeNode(Access access, RouterChange change, String node) {
    return new RouterOutcome.UpToDate();
  }

  /**
   * Deletes the router pod with this uid if it still exists, and looks at its successor. Called
   * again until the successor runs.
   */
  RouterOutcome.OfRestart restartNode(
      Access access, RouterChange change, String node, String pod, String uid);

  /**
   * Makes the rules of all nodes these; removes all of ours if there are none. Made again and
   * again: a router may restart, and a node may join. A driver whose routers never masquerade such
   * traffic has nothing to do.
   *
   * @param nodes the names of those that have to answer
   * @return what did not work and where, for people; empty if all nodes have the rules
   */
  default Optional<String> keepSource(Access access, Set<String> nodes, SourceRules rules) {
    return Optional.empty();
  }

  /**
   * Takes routes out of the kernels that a router leaves there when it starts again without a peer.
   * A driver whose routers take away what they have set has nothing to do.
   *
   * @param nodes the names of those that have to answer
   * @return what did not work and where, for people; empty if the routes are gone from all nodes
   */
  default Optional<String> removeRoutes(Access access, Set<String> nodes, LeftRoutes routes) {
    return Optional.empty();
  }

  /**
   * Puts back what the rollout set aside while it ran, such as an update strategy, and puts what is
   * to stay in the place of what was there for single nodes only.
   *
   * @param away the nodes that had no turn because they were not Ready, and are not yet
   */
  RouterOutcome.OfRestore restore(Access access, RouterChange change, List<String> away);
}
