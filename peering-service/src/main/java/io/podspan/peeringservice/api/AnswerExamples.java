package io.podspan.peeringservice.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.jspecify.annotations.Nullable;

/** An example for each answer of success, by the schema of the answer. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class AnswerExamples implements OASFilter {
  static final String CLUSTER =
      """
      {"name": "paris", "cni": "kube-router", "cniVersion": "v2.1.0", "asn": 64512,
       "podCidrs": ["10.1.0.0/16"], "serviceCidrs": ["10.101.0.0/16"],
       "nodes": [{"name": "paris-1", "address": "192.0.2.11", "podCidrs": ["10.1.0.0/24"],
                  "leftOut": null}],
       "access": {"kubeconfig": "paris", "context": null},
       "origins": {"asn": "kube-router's flags", "podCidrs": "ConfigMap kube-system/kubeadm-config",
                   "serviceCidrs": "ConfigMap kube-system/kubeadm-config"},
       "registeredAt": "2026-11-29T10:00:00Z", "readAt": "2026-11-29T10:05:00Z", "nodeMesh": true,
       "leftOut": [], "cautions": [],
       "spec": {"name": "paris", "access": {"kubeconfig": "paris"}},
       "uid": "0f6d3c1a-6f4e-4c8e-9a55-3d1f3a0c7b21"}
      """;
  static final String REFLECTOR =
      """
      {"name": "rr1", "address": "192.0.2.1", "port": 179, "asn": 64512, "runs": "here",
       "declaredAt": "2026-11-29T10:08:00Z", "interconnects": ["europe"],
       "conditions": [{"type": "Ready", "status": "True", "reason": "Listening",
                       "message": "It says that it listens on 192.0.2.1, port 179, with the AS number 64512.",
                       "since": "2026-11-29T10:07:00Z"}],
       "cautions": [],
       "spec": {"name": "rr1", "address": "192.0.2.1", "port": 179, "asn": 64512, "runs": "here"}}
      """;
  static final String INTERCONNECT =
      """
      {"name": "europe", "revision": 1, "clusters": ["paris", "london"],
       "reflectors": [{"name": "reflector", "address": "192.0.2.1", "port": 179, "asn": 64512}],
       "withdrawing": false, "declaredAt": "2026-11-29T10:10:00Z",
       "conditions": [{"type": "Ready", "status": "True", "reason": "AllTrue",
                       "message": "All conditions are true.", "since": "2026-11-29T10:11:00Z"}]}
      """;
  static final String DRY_RUN =
      """
      {"name": "europe", "revision": 0, "clusters": ["paris", "london"],
       "reflectors": [{"name": "reflector", "address": "192.0.2.1", "port": 179, "asn": 64512}],
       "withdrawing": false, "conditions": [],
       "plans": [{"cluster": "paris", "driver": "kube-router-flags",
                  "changes": ["+ --peer-router-ips=192.0.2.1"], "cautions": []}],
       "routes": {"added": 1, "taken": 0,
                  "clusters": [{"cluster": "paris", "nodes": 1, "named": ["paris-1"],
                                "added": {"count": 1,
                                          "named": [{"prefix": "10.2.0.0/24",
                                                     "nextHop": "192.0.2.21",
                                                     "from": "london/london-1"}]},
                                "taken": {"count": 0, "named": []}}]}}
      """;
  static final String ROLLOUT =
      """
      {"id": "0c8e3a52-4b1e-4a43-9a5c-2f5d2f3f9a10", "interconnect": "europe", "cluster": "paris",
       "direction": "JOIN", "state": "COMPLETED", "since": "2026-11-29T10:11:00Z",
       "driver": "kube-router-flags", "changes": ["+ --peer-router-ips=192.0.2.1"],
       "steps": [{"node": "paris-1", "address": "192.0.2.11", "status": "VERIFIED",
                  "gates": ["session with reflector is established"],
                  "startedAt": "2026-11-29T10:10:10Z", "tookMillis": 4200}],
       "failure": null, "createdAt": "2026-11-29T10:10:00Z", "startedAt": "2026-11-29T10:10:05Z"}
      """;

  static final String FORCED =
      """
      {"name": "europe",
       "remains": [{"interconnect": "europe", "cluster": "paris",
                    "object": "DaemonSet kube-system/kube-router",
                    "lines": ["- --peer-router-ips=192.0.2.1", "- --peer-router-asns=64512"],
                    "commands": ["kubectl -n kube-system edit daemonset kube-router"],
                    "at": "2026-11-29T10:20:00Z"}]}
      """;

  private static final Map<String, String> BY_SCHEMA =
      Map.of(
          "ForcedAnswer", FORCED,
          "ClusterAnswer", CLUSTER,
          "DeclaredReflectorAnswer", REFLECTOR,
          "InterconnectAnswer", INTERCONNECT,
          "DryRunAnswer", DRY_RUN,
          "RolloutAnswer", ROLLOUT);
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (api.getPaths() != null && api.getPaths().getPathItems() != null) {
      api.getPaths()
          .getPathItems()
          .values()
          .forEach(item -> item.getOperations().values().forEach(AnswerExamples::complete));
    }
  }

  private static void complete(Operation operation) {
    if (operation.getResponses() == null) {
      return;
    }
    operation
        .getResponses()
        .getAPIResponses()
        .values()
        .forEach(
            answer -> {
              if (answer.getContent() != null) {
                answer.getContent().getMediaTypes().values().forEach(AnswerExamples::add);
              }
            });
  }

  private static void add(MediaType type) {
    if (type.getSchema() == null || type.getExample() != null || type.getExamples() != null) {
      return;
    }
    String schema = name(type.getSchema().getRef());
    String one = BY_SCHEMA.get(schema);
    String listed = schema.startsWith("Page") ? BY_SCHEMA.get(schema.substring(4)) : null;
    if (one != null) {
      type.setExample(object(one));
    } else if (listed != null) {
      type.setExample(page(object(listed)));
    }
  }

  private static String name(@Nullable String reference) {
    return reference == null ? "" : reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static Map<String, Object> page(Map<String, Object> item) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("items", List.of(item));
    page.put("next", "N2Y4YmQ0MDUKcGFyaXMKcGFyaXM");
    page.put("total", 2);
    return page;
  }

  private static Map<String, Object> object(String json) {
    try {
      return JSON.readValue(json, OBJECT);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an example is JSON", e);
    }
  }
}
