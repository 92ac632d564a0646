package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.kubernetes.DryRun;
import io.podspan.peeringservice.kubernetes.ObjectPatch;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Changes of kube-router's DaemonSet, as JSON Patches (RFC 6902). Each begins with tests: to the
 * API server the list of flags is one value, so a patch that was made from another list must fail.
 */
final class DaemonSetPatches {
  /** The annotations of the DaemonSet that are ours. */
  private static final List<String> OURS =
      List.of(RouterDaemonSet.FORMER_STRATEGY, ServiceFlag.ASKED_BY, PeerPasswords.ANNOTATION);

  private final ClusterCalls calls;

  /**
   * What is to be there.
   *
   * @param askedBy who asks for ClusterIPs
   * @param secret with the passwords of peers; empty for none
   * @param keyFiles which peers have which
   */
  record Target(List<String> flags, String askedBy, String secret, String keyFiles) {}

  DaemonSetPatches(ClusterCalls calls) {
    this.calls = calls;
  }

  /**
   * Asks the API server to do all of it without keeping it. So a webhook, a policy, a quota or the
   * schema refuses before anything is written.
   *
   * @return who refuses and why; empty if the flags can be written
   */
  Optional<Refused> rehearse(Access access, RouterDaemonSet set, Target target) {
    AtomicReference<RouterDaemonSet> made = new AtomicReference<>(set);
    return DryRun.of(
            false,
            set.shown(),
            () ->
                made.set(
                    patch(
                        access,
                        set,
                        template(held(patchOf(set), set, marks(set, target)), set, target),
                        ObjectPatch.dryRun())))
        .or(
            () ->
                made.get().flags().equals(target.flags())
                    ? Optional.empty()
                    : Optional.of(changedBack(set)));
  }

  private static Refused changedBack(RouterDaemonSet set) {
    return new Refused(
        "A dry run of the change of "
            + set.shown()
            + " gave other flags than were asked for, so nothing was written. A webhook or a policy"
            + " of the cluster changes them.",
        "Find it among the mutating webhooks and policies (kubectl get"
            + " mutatingwebhookconfigurations), let it leave the flags alone, then retry.");
  }

  /** From now on no pod restarts by itself. The former strategy is kept in an annotation. */
  RouterDaemonSet hold(Access access, RouterDaemonSet set) {
    return patch(
        access,
        set,
        held(patchOf(set), set, new HashMap<>(set.annotations())),
        ObjectPatch.forGood());
  }

  private static ObjectPatch held(
      ObjectPatch patch, RouterDaemonSet set, Map<String, String> annotations) {
    annotations.putIfAbsent(RouterDaemonSet.FORMER_STRATEGY, set.strategy());
    return strategy(annotated(patch, set, annotations), set, Map.of("type", "OnDelete"));
  }

  /** The former strategy is in force again. */
  void release(Access access, RouterDaemonSet set) {
    Map<String, String> annotations = new HashMap<>(set.annotations());
    annotations.remove(RouterDaemonSet.FORMER_STRATEGY);
    patch(
        access,
        set,
        strategy(
            annotated(patchOf(set), set, annotations),
            set,
            Serialization.unmarshal(set.strategy(), Map.class)),
        ObjectPatch.forGood());
  }

  void setFlags(Access access, RouterDaemonSet set, Target target) {
    ObjectPatch patch = template(patchOf(set), set, target);
    Map<String, String> marks = marks(set, target);
    patch(
        access,
        set,
        marks.equals(set.annotations()) ? patch : annotated(patch, set, marks),
        ObjectPatch.forGood());
  }

  /** Only what is kept on the DaemonSet itself: no pod restarts for that. */
  void setMarks(Access access, RouterDaemonSet set, Target target) {
    patch(access, set, annotated(patchOf(set), set, marks(set, target)), ObjectPatch.forGood());
  }

  /** Those of others are not named: they may have changed, and may hold secrets. */
  private static ObjectPatch annotated(
      ObjectPatch patch, RouterDaemonSet set, Map<String, String> wanted) {
    return patch.annotations(set.annotations().isEmpty(), OURS, set.annotations(), wanted);
  }

  private static ObjectPatch strategy(ObjectPatch patch, RouterDaemonSet set, Map<?, ?> wanted) {
    String path = "/spec/updateStrategy";
    return patch.test(path, set.object().getSpec().getUpdateStrategy()).add(path, wanted);
  }

  /** The annotations of the DaemonSet, with ours as they are to be. */
  private static Map<String, String> marks(RouterDaemonSet set, Target target) {
    Map<String, String> annotations = new HashMap<>(set.annotations());
    mark(annotations, ServiceFlag.ASKED_BY, target.askedBy());
    mark(annotations, PeerPasswords.ANNOTATION, target.keyFiles());
    return annotations;
  }

  private static void mark(Map<String, String> annotations, String name, String text) {
    if (text.isEmpty()) {
      annotations.remove(name);
    } else {
      annotations.put(name, text);
    }
  }

  private static ObjectPatch template(ObjectPatch patch, RouterDaemonSet set, Target target) {
    String path = "/spec/template/spec/containers/" + set.index() + "/" + set.field();
    ObjectPatch guarded = set.flags().isEmpty() ? patch : patch.test(path, set.flags());
    return PasswordVolume.patch(guarded.add(path, target.flags()), set, target.secret());
  }

  private static ObjectPatch patchOf(RouterDaemonSet set) {
    return ObjectPatch.of(set.object());
  }

  private RouterDaemonSet patch(
      Access access, RouterDaemonSet set, ObjectPatch patch, PatchContext context) {
    DaemonSet patched =
        calls.ask(
            access,
            "patch",
            DaemonSets.resource(set.namespace()),
            client ->
                client
                    .apps()
                    .daemonSets()
                    .inNamespace(set.namespace())
                    .withName(set.name())
                    .patch(context, patch.json()));
    return new RouterDaemonSet(Objects.requireNonNull(patched), set.index());
  }
}
