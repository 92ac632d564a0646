package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.peering.Access;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Changes of kube-router's DaemonSet, as JSON Patches (RFC 6902). Each begins with tests: to the
 * API server the list of flags is one value, so a patch that was made from another list must fail.
 */
final class DaemonSetPatches {
  private static final String FIELD_MANAGER = "podspan-peering-service";

  private final ClusterCalls calls;

  DaemonSetPatches(ClusterCalls calls) {
    this.calls = calls;
  }

  /** From now on no pod restarts by itself. The former strategy is kept in an annotation. */
  RouterDaemonSet hold(Access access, RouterDaemonSet set) {
    Map<String, String> annotations = new HashMap<>(set.annotations());
    annotations.putIfAbsent(RouterDaemonSet.FORMER_STRATEGY, set.strategy());
    return patch(
        access,
        set,
        List.of(
            operation("add", "/metadata/annotations", annotations),
            operation("add", "/spec/updateStrategy", Map.of("type", "OnDelete"))));
  }

  /** The former strategy is in force again. */
  void release(Access access, RouterDaemonSet set) {
    Map<String, String> annotations = new HashMap<>(set.annotations());
    annotations.remove(RouterDaemonSet.FORMER_STRATEGY);
    patch(
        access,
        set,
        List.of(
            operation("add", "/metadata/annotations", annotations),
            operation(
                "add",
                "/spec/updateStrategy",
                Serialization.unmarshal(set.strategy(), Map.class))));
  }

  void setFlags(Access access, RouterDaemonSet set, List<String> wanted) {
    String path = "/spec/template/spec/containers/" + set.index() + "/" + set.field();
    List<Map<String, Object>> operations = new ArrayList<>();
    if (!set.flags().isEmpty()) {
      operations.add(operation("test", path, set.flags()));
    }
    operations.add(operation("add", path, wanted));
    patch(access, set, operations);
  }

  private RouterDaemonSet patch(
      Access access, RouterDaemonSet set, List<Map<String, Object>> operations) {
    List<Map<String, Object>> guarded = new ArrayList<>();
    String version = set.object().getMetadata().getResourceVersion();
    guarded.add(operation("test", "/metadata/resourceVersion", version));
    guarded.addAll(operations);
    PatchContext context =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON)
            .withFieldManager(FIELD_MANAGER)
            .build();
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
                    .patch(context, Serialization.asJson(guarded)));
    return new RouterDaemonSet(Objects.requireNonNull(patched), set.index());
  }

  private static Map<String, Object> operation(String op, String path, Object value) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("op", op);
    operation.put("path", path);
    operation.put("value", value);
    return operation;
  }
}
