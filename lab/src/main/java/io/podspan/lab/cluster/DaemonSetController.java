package io.podspan.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ObjectStore;
import io.podspan.lab.api.ResourceType;
import io.podspan.lab.api.Suffix;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes pods of DaemonSets. Owned by the control thread. */
final class DaemonSetController {
  private static final String HASH = "controller-revision-hash";

  private final ObjectStore store;
  private final Revisions revisions;

  DaemonSetController(ObjectStore store) {
    this.store = store;
    this.revisions = new Revisions(store);
  }

  /** Does the next step for every DaemonSet. Safe to call at any time. */
  void reconcile() {
    List<ObjectNode> daemonSets = store.list(ResourceType.DAEMON_SET, "");
    daemonSets.forEach(this::reconcile);
    removeOrphans(daemonSets);
  }

  private void reconcile(ObjectNode daemonSet) {
    String hash = revisions.newest(daemonSet);
    List<String> nodes =
        store.list(ResourceType.NODE, "").stream()
            .map(node -> node.at("/metadata/name").asText())
            .toList();
    List<DaemonSetPlan.Member> members = members(daemonSet);
    JsonNode strategy = daemonSet.at("/spec/updateStrategy");
    DaemonSetPlan plan =
        DaemonSetPlan.decide(
            nodes,
            members,
            hash,
            strategy.path("type").asText().equals("RollingUpdate"),
            Math.max(1, strategy.at("/rollingUpdate/maxUnavailable").asInt(1)));
    plan.create().forEach(node -> createPod(daemonSet, node, hash));
    plan.delete().forEach(pod -> markDeleted(namespaceOf(daemonSet), pod));
    updateStatus(daemonSet, nodes.size(), hash);
  }

  private List<DaemonSetPlan.Member> members(ObjectNode daemonSet) {
    String uid = daemonSet.at("/metadata/uid").asText();
    return store.list(ResourceType.POD, namespaceOf(daemonSet)).stream()
        .filter(pod -> pod.at("/metadata/ownerReferences/0/uid").asText().equals(uid))
        .map(
            pod ->
                new DaemonSetPlan.Member(
                    pod.at("/metadata/name").asText(),
                    pod.at("/spec/nodeName").asText(),
                    pod.at("/metadata/labels").path(HASH).asText(),
                    PodStatus.isReady(pod),
                    pod.path("metadata").has("deletionTimestamp")))
        .toList();
  }

  private void createPod(ObjectNode daemonSet, String node, String hash) {
    JsonNode template = daemonSet.at("/spec/template");
    String owner = daemonSet.at("/metadata/name").asText();
    String name = owner + "-" + Suffix.random();
    String namespace = namespaceOf(daemonSet);
    ObjectNode pod = ResourceType.POD.object(namespace, name);
    ObjectNode metadata = pod.withObject("/metadata");
    metadata.put("generateName", owner + "-");
    for (String field : List.of("labels", "annotations")) {
      if (template.path("metadata").has(field)) {
        metadata.set(field, template.at("/metadata/" + field).deepCopy());
      }
    }
    metadata
        .withObject("/labels")
        .put(HASH, hash)
        .put("pod-template-generation", daemonSet.at("/metadata/generation").asText());
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "apps/v1")
        .put("kind", "DaemonSet")
        .put("name", owner)
        .put("uid", daemonSet.at("/metadata/uid").asText())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    ObjectNode spec = template.path("spec").deepCopy();
    pod.set("spec", spec.put("nodeName", node));
    pod.putObject("status").put("phase", "Pending");
    store.create(ObjectKey.of(ResourceType.POD, namespace, name), pod);
  }

  private void markDeleted(String namespace, String name) {
    store.update(
        ObjectKey.of(ResourceType.POD, namespace, name),
        pod -> {
          ObjectNode metadata = pod.withObject("/metadata");
          int grace = pod.at("/spec/terminationGracePeriodSeconds").asInt(30);
          metadata
              .put(
                  "deletionTimestamp",
                  Instant.now().plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS).toString())
              .put("deletionGracePeriodSeconds", grace);
          return pod;
        });
  }

  private void updateStatus(ObjectNode daemonSet, int desired, String hash) {
    List<DaemonSetPlan.Member> members = members(daemonSet);
    long ready = members.stream().filter(m -> m.ready() && !m.terminating()).count();
    long updated = members.stream().filter(m -> m.hash().equals(hash)).count();
    ObjectNode status =
        Json.object()
            .put("observedGeneration", daemonSet.at("/metadata/generation").asLong())
            .put("desiredNumberScheduled", desired)
            .put("currentNumberScheduled", members.size())
            .put("updatedNumberScheduled", updated)
            .put("numberMisscheduled", 0)
            .put("numberReady", ready)
            .put("numberAvailable", ready);
    if (desired > ready) {
      status.put("numberUnavailable", desired - ready);
    }
    store.update(
        ObjectKey.of(
            ResourceType.DAEMON_SET,
            namespaceOf(daemonSet),
            daemonSet.at("/metadata/name").asText()),
        current -> current.set("status", status));
  }

  /** Deletes the pods of a deleted DaemonSet. */
  private void removeOrphans(List<ObjectNode> daemonSets) {
    List<String> owners =
        daemonSets.stream().map(owner -> owner.at("/metadata/uid").asText()).toList();
    for (ObjectNode pod : store.list(ResourceType.POD, "")) {
      String owner = pod.at("/metadata/ownerReferences/0/uid").asText("");
      boolean orphan = !owner.isEmpty() && !owners.contains(owner);
      if (orphan && !pod.path("metadata").has("deletionTimestamp")) {
        markDeleted(namespaceOf(pod), pod.at("/metadata/name").asText());
      }
    }
  }

  private static String namespaceOf(JsonNode object) {
    return object.at("/metadata/namespace").asText();
  }
}
