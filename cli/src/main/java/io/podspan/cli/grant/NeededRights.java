package io.podspan.cli.grant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the administrator's own context must be allowed to do, asked for before any change. */
final class NeededRights {
  private final KubernetesClient client;

  NeededRights(KubernetesClient client) {
    this.client = client;
  }

  /**
   * @throws GrantFailedException naming every right that is missing
   */
  void require(List<HasMetadata> objects, List<String> verbs, boolean tokens, String context) {
    Set<ResourceAttributes> needed = new LinkedHashSet<>();
    for (HasMetadata object : objects) {
      for (String verb : verbs) {
        needed.add(attributes(verb, object));
      }
    }
    if (tokens) {
      needed.add(
          new ResourceAttributesBuilder()
              .withVerb("create")
              .withGroup("")
              .withResource("serviceaccounts")
              .withSubresource("token")
              .withNamespace(Account.NAMESPACE)
              .build());
    }
    List<String> missing = new ArrayList<>();
    needed.stream().filter(this::isMissing).map(NeededRights::text).forEach(missing::add);
    if (!missing.isEmpty()) {
      throw new GrantFailedException(
          "The context " + context + " may not: " + String.join("; ", missing) + ".",
          "use a context of a cluster administrator (the ClusterRole cluster-admin is enough)."
              + " Nothing was changed");
    }
  }

  private static ResourceAttributes attributes(String verb, HasMetadata object) {
    String apiVersion = object.getApiVersion();
    return new ResourceAttributesBuilder()
        .withVerb(verb)
        .withGroup(apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "")
        .withResource(object.getPlural())
        .withNamespace(object.getMetadata().getNamespace())
        .build();
  }

  private boolean isMissing(ResourceAttributes attributes) {
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withResourceAttributes(attributes)
            .endSpec()
            .build();
    var status = client.authorization().v1().selfSubjectAccessReview().create(review).getStatus();
    return status == null || !Boolean.TRUE.equals(status.getAllowed());
  }

  private static String text(ResourceAttributes attributes) {
    @Nullable String subresource = attributes.getSubresource();
    @Nullable String namespace = attributes.getNamespace();
    return attributes.getVerb()
        + " "
        + attributes.getResource()
        + (subresource == null ? "" : "/" + subresource)
        + (attributes.getGroup().isEmpty() ? "" : "." + attributes.getGroup())
        + (namespace == null ? " in the whole cluster" : " in the namespace " + namespace);
  }
}
