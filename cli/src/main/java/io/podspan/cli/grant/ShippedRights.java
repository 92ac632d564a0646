package io.podspan.cli.grant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the manifests of {@code deploy/member-cluster}: the part that gives rights. */
final class ShippedRights {
  private static final String FOLDER = "/member-cluster/";
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "Namespace", Namespace.class,
          "ServiceAccount", ServiceAccount.class,
          "ClusterRole", ClusterRole.class,
          "ClusterRoleBinding", ClusterRoleBinding.class,
          "Role", Role.class,
          "RoleBinding", RoleBinding.class,
          "ValidatingAdmissionPolicy", ValidatingAdmissionPolicy.class,
          "ValidatingAdmissionPolicyBinding", ValidatingAdmissionPolicyBinding.class);

  private ShippedRights() {}

  /** In the order of the kustomization. The probe pods are left out: they are no rights. */
  static List<HasMetadata> read() {
    try {
      List<HasMetadata> objects = new ArrayList<>();
      for (JsonNode resource : documents("kustomization.yaml").getFirst().path("resources")) {
        for (JsonNode document : documents(resource.asText())) {
          Class<? extends HasMetadata> kind = KINDS.get(document.path("kind").asText());
          if (kind != null) {
            objects.add(YAML.treeToValue(document, kind));
          }
        }
      }
      return objects;
    } catch (IOException e) {
      throw new UncheckedIOException("the manifests of the member cluster in this jar", e);
    }
  }

  /** The DaemonSet of the probe pods. */
  static DaemonSet probePods() {
    try {
      return YAML.treeToValue(documents("probe-pods.yaml").getFirst(), DaemonSet.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the manifest of the probe pods in this jar", e);
    }
  }

  private static List<JsonNode> documents(String file) throws IOException {
    try (InputStream in = ShippedRights.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new FileNotFoundException(FOLDER + file);
      }
      try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
        return documents.readAll().stream().filter(Objects::nonNull).toList();
      }
    }
  }
}
