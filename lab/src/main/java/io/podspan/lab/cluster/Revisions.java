package io.podspan.lab.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ObjectStore;
import io.podspan.lab.api.ResourceType;
import io.podspan.lab.api.Suffix;
import java.util.Comparator;
import java.util.List;

/** The history of a DaemonSet's template, as ControllerRevisions. */
final class Revisions {
  private static final Comparator<ObjectNode> BY_NUMBER =
      Comparator.comparingLong(revision -> revision.path("revision").asLong());

  private final ObjectStore store;

  Revisions(ObjectStore store) {
    this.store = store;
  }

  /** The hash of the present template. Creates its revision or makes it the newest again. */
  String newest(ObjectNode daemonSet) {
    String name = daemonSet.at("/metadata/name").asText();
    String namespace = daemonSet.at("/metadata/namespace").asText();
    String hash = Suffix.hashOf(Json.write(daemonSet.at("/spec/template")));
    List<ObjectNode> history = history(namespace, daemonSet.at("/metadata/uid").asText());
    long highest = history.isEmpty() ? 0 : history.getLast().path("revision").asLong();
    var key = ObjectKey.of(ResourceType.CONTROLLER_REVISION, namespace, name + "-" + hash);
    if (store.find(key).isEmpty()) {
      store.create(key, revision(daemonSet, key, hash, highest + 1));
      trim(history, daemonSet.at("/spec/revisionHistoryLimit").asInt(10));
    } else {
      // An old template reuses its revision under a new number.
      store.update(
          key,
          revision ->
              revision.path("revision").asLong() == highest
                  ? revision
                  : revision.put("revision", highest + 1));
    }
    return hash;
  }

  private List<ObjectNode> history(String namespace, String owner) {
    return store.list(ResourceType.CONTROLLER_REVISION, namespace).stream()
        .filter(r -> r.at("/metadata/ownerReferences/0/uid").asText().equals(owner))
        .sorted(BY_NUMBER)
        .toList();
  }

  private static ObjectNode revision(
      ObjectNode daemonSet, ObjectKey key, String hash, long number) {
    ObjectNode revision = key.type().object(key.namespace(), key.name());
    ObjectNode metadata = revision.withObject("/metadata");
    metadata.set("labels", daemonSet.at("/spec/template/metadata/labels").deepCopy());
    metadata.withObject("/labels").put("controller-revision-hash", hash);
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "apps/v1")
        .put("kind", "DaemonSet")
        .put("name", daemonSet.at("/metadata/name").asText())
        .put("uid", daemonSet.at("/metadata/uid").asText())
        .put("controller", true);
    ObjectNode template = daemonSet.at("/spec/template").deepCopy();
    revision.withObject("/data/spec").set("template", template.put("$patch", "replace"));
    return revision.put("revision", number);
  }

  private void trim(List<ObjectNode> history, int limit) {
    history.stream()
        .limit(Math.max(0, history.size() - limit))
        .forEach(
            revision ->
                store.remove(
                    ObjectKey.of(
                        ResourceType.CONTROLLER_REVISION,
                        revision.at("/metadata/namespace").asText(),
                        revision.at("/metadata/name").asText())));
  }
}
