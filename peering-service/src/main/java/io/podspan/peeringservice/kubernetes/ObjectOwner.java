package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.podspan.peeringservice.peering.router.Drift;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tool that owns an object, told by its labels, annotations and managed fields. Pure.
 *
 * @param name {@code Argo CD}
 * @param sign what shows it, {@code the annotation argocd.argoproj.io/tracking-id}
 * @param reverts whether it takes changes of others back by itself; otherwise its next run does
 */
public record ObjectOwner(String name, String sign, boolean reverts) {

  /** A key that a tool writes; it may go on after this. */
  private record Mark(String key, String name, boolean reverts) {}

  private static final List<Mark> MARKS =
      List.of(
          new Mark("argocd.argoproj.io/", "Argo CD", true),
          new Mark("kustomize.toolkit.fluxcd.io/", "Flux", true),
          new Mark("helm.toolkit.fluxcd.io/", "Flux", true),
          new Mark("configmanagement.gke.io/", "Config Sync", true),
          new Mark("objectset.rio.cattle.io/", "a controller of Rancher or k3s", true),
          new Mark("addonmanager.kubernetes.io/", "the addon manager", true),
          new Mark("meta.helm.sh/", "Helm", false),
          new Mark("kapp.k14s.io/", "kapp", false));

  /** Field managers of those that may leave no other mark. */
  private static final List<Mark> MANAGERS =
      List.of(
          new Mark("argocd-", "Argo CD", true),
          new Mark("kustomize-controller", "Flux", true),
          new Mark("helm-controller", "Flux", true));

  /** How our field managers begin. */
  private static final String OURS = "podspan";

  /** The server lists those that apply first, however late they did. */
  private static final Comparator<ManagedFieldsEntry> LAST =
      Comparator.comparing(entry -> Objects.requireNonNullElse(entry.getTime(), ""));

  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** Empty if nothing shows one. */
  public static Optional<ObjectOwner> of(ObjectMeta object) {
    Map<String, String> annotations = map(object.getAnnotations());
    Map<String, String> labels = map(object.getLabels());
    return marked("the annotation ", annotations)
        .or(() -> marked("the label ", labels))
        .or(() -> manager(object))
        .or(() -> managedBy(labels));
  }

  private static Map<String, String> map(@Nullable Map<String, String> map) {
    return Objects.requireNonNullElse(map, Map.of());
  }

  private static Optional<ObjectOwner> marked(String what, Map<String, String> keys) {
    for (Mark mark : MARKS) {
      Optional<String> found =
          keys.keySet().stream().filter(key -> key.startsWith(mark.key())).sorted().findFirst();
      if (found.isPresent()) {
        return Optional.of(new ObjectOwner(mark.name(), what + found.get(), mark.reverts()));
      }
    }
    return Optional.empty();
  }

  private static Optional<ObjectOwner> manager(ObjectMeta object) {
    for (ManagedFieldsEntry entry : entries(object)) {
      String manager = Objects.requireNonNullElse(entry.getManager(), "");
      for (Mark mark : MANAGERS) {
        if (manager.startsWith(mark.key())) {
          return Optional.of(
              new ObjectOwner(mark.name(), "the field manager " + manager, mark.reverts()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<ObjectOwner> managedBy(Map<String, String> labels) {
    String name = labels.getOrDefault(MANAGED_BY, "");
    return name.isBlank()
        ? Optional.empty()
        : Optional.of(new ObjectOwner(name, "the label " + MANAGED_BY, false));
  }

  /** Who wrote this field last, of those that the server lists; empty if it lists nobody. */
  public static Optional<String> writerOf(ObjectMeta object, List<String> path) {
    return entries(object).reversed().stream()
        .filter(entry -> entry.getFieldsV1() != null)
        .filter(entry -> has(entry.getFieldsV1().getAdditionalProperties(), path))
        .filter(entry -> !Objects.requireNonNullElse(entry.getManager(), "").isBlank())
        .max(LAST)
        .map(ManagedFieldsEntry::getManager);
  }

  /** The same, if it was not ourselves. Who wrote other fields does not matter. */
  public static Optional<String> strangerOf(ObjectMeta object, List<String> path) {
    return writerOf(object, path).filter(manager -> !isOurs(manager));
  }

  /**
   * Who changed the object: who wrote this field, or else who wrote to the object last; without
   * ourselves.
   */
  public static Optional<String> changerOf(ObjectMeta object, List<String> path) {
    return strangerOf(object, path)
        .or(
            () ->
                entries(object).stream()
                    .filter(
                        entry -> Objects.requireNonNullElse(entry.getSubresource(), "").isEmpty())
                    .filter(entry -> !isOurs(Objects.requireNonNullElse(entry.getManager(), "")))
                    .max(LAST)
                    .map(ManagedFieldsEntry::getManager)
                    .filter(manager -> manager != null && !manager.isBlank()));
  }

  private static boolean isOurs(String manager) {
    return manager.startsWith(OURS);
  }

  /** The same for everybody who need not know of Kubernetes. */
  public Drift.Owner toOwner() {
    return new Drift.Owner(name, sign, reverts);
  }

  private static boolean has(@Nullable Map<String, Object> fields, List<String> path) {
    Object at = fields;
    for (String step : path) {
      at = at instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return at != null;
  }

  private static List<ManagedFieldsEntry> entries(ObjectMeta object) {
    return Objects.requireNonNullElse(object.getManagedFields(), List.of());
  }
}
