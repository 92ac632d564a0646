package io.podspan.deploy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One kustomization: its objects, each read strictly into the model of its kind. */
record Manifests(Path folder, JsonNode kustomization, List<HasMetadata> objects) {
  private static final Map<String, Class<? extends HasMetadata>> KINDS = kinds();
  private static final ObjectMapper YAML = strict();

  private static Map<String, Class<? extends HasMetadata>> kinds() {
    Map<String, Class<? extends HasMetadata>> kinds = new LinkedHashMap<>();
    Stream.of(
            ConfigMap.class,
            Namespace.class,
            Service.class,
            ServiceAccount.class,
            DaemonSet.class,
            Deployment.class,
            StatefulSet.class,
            NetworkPolicy.class,
            PodDisruptionBudget.class,
            ClusterRole.class,
            ClusterRoleBinding.class,
            Role.class,
            RoleBinding.class,
            ValidatingAdmissionPolicy.class,
            ValidatingAdmissionPolicyBinding.class)
        .forEach(
            kind ->
                kinds.put(HasMetadata.getApiVersion(kind) + " " + HasMetadata.getKind(kind), kind));
    return kinds;
  }

  /** The models accept unknown fields. Here they are errors, and so are duplicate keys. */
  private static ObjectMapper strict() {
    ObjectMapper mapper =
        YAMLMapper.builder(new YAMLFactory())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();
    mapper.setAnnotationIntrospector(
        new JacksonAnnotationIntrospector() {
          private static final long serialVersionUID = 1L;

          @Override
          public Boolean hasAnySetter(Annotated annotated) {
            return false;
          }
        });
    return mapper;
  }

  static Manifests in(String folder) {
    Path at = Checkout.DEPLOY.resolve(folder);
    JsonNode kustomization = documents(at.resolve("kustomization.yaml")).getFirst();
    List<HasMetadata> objects = new ArrayList<>();
    for (JsonNode resource : kustomization.path("resources")) {
      for (JsonNode document : documents(at.resolve(resource.asText()))) {
        objects.add(object(resource.asText(), document));
      }
    }
    return new Manifests(at, kustomization, objects);
  }

  static List<JsonNode> documents(Path file) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  static HasMetadata object(String where, JsonNode document) {
    String kind = document.path("apiVersion").asText() + " " + document.path("kind").asText();
    Class<? extends HasMetadata> model = KINDS.get(kind);
    if (model == null) {
      throw new IllegalArgumentException(where + ": no kind is called " + kind);
    }
    try {
      return YAML.treeToValue(document, model);
    } catch (IOException e) {
      throw new IllegalArgumentException(where + ", " + kind + ": " + e.getMessage(), e);
    }
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The pod templates, by the name of the workload. */
  Map<String, PodTemplateSpec> pods() {
    Map<String, PodTemplateSpec> pods = new LinkedHashMap<>();
    all(Deployment.class).forEach(d -> pods.put(name(d), d.getSpec().getTemplate()));
    all(StatefulSet.class).forEach(s -> pods.put(name(s), s.getSpec().getTemplate()));
    all(DaemonSet.class).forEach(s -> pods.put(name(s), s.getSpec().getTemplate()));
    return pods;
  }

  /** The pod selectors, by the name of the workload. */
  Map<String, Map<String, String>> selectors() {
    Map<String, Map<String, String>> selectors = new LinkedHashMap<>();
    all(Deployment.class)
        .forEach(d -> selectors.put(name(d), d.getSpec().getSelector().getMatchLabels()));
    all(StatefulSet.class)
        .forEach(s -> selectors.put(name(s), s.getSpec().getSelector().getMatchLabels()));
    all(DaemonSet.class)
        .forEach(s -> selectors.put(name(s), s.getSpec().getSelector().getMatchLabels()));
    return selectors;
  }

  static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }

  boolean selectsSomePod(Map<String, String> labels) {
    return pods().values().stream()
        .anyMatch(pod -> pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()));
  }
}
