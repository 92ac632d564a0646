package io.podspan.peeringservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.ClusterReading.Taint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementsTest {
  private static final Map<String, String> SPECS =
      Map.of(
          "plain", "hostNetwork: true",
          "linux", "nodeSelector: {kubernetes.io/os: linux}",
          "all", "tolerations: [{operator: Exists}]",
          "gpu", "tolerations: [{key: lab/gpu, operator: Equal, value: 'yes'}]",
          "pool",
              "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
                  + " {nodeSelectorTerms: [{matchExpressions: [{key: pool, operator: In, values: [a, b]}]},"
                  + " {matchFields: [{key: metadata.name, operator: In, values: [special]}]}]}}}",
          "new",
              "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
                  + " {nodeSelectorTerms: [{matchExpressions: [{key: old, operator: DoesNotExist},"
                  + " {key: gen, operator: Gt, values: ['3']}]}]}}}");

  private static boolean isPlaced(String spec, String node, String labels, String taints) {
    DaemonSet set =
        Serialization.unmarshal(
            """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: r, namespace: n}
            spec: {template: {spec: {%s, containers: [{name: r, image: r}]}}}
            """
                .formatted(SPECS.get(spec)),
            DaemonSet.class);
    return Placements.of(set)
        .objection(
            new NodeReading(node, null, List.of(), true, Map.of(), map(labels), taints(taints)))
        .isEmpty();
  }

  private static Map<String, String> map(String labels) {
    return labels == null
        ? Map.of()
        : Arrays.stream(labels.split(" "))
            .map(l -> l.split("=", 2))
            .collect(Collectors.toMap(l -> l[0], l -> l[1]));
  }

  private static List<Taint> taints(String taints) {
    return taints == null
        ? List.of()
        : Arrays.stream(taints.split(" "))
            .map(t -> t.split("[=:]"))
            .map(t -> new Taint(t[0], t[1], t[2]))
            .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "plain, n1, , , true",
    "plain, n1, kubernetes.io/os=windows, , false",
    "all, n1, type=virtual-kubelet, , false",
    "linux, n1, kubernetes.io/os=linux, , true",
    "linux, n1, , , false",
    "plain, n1, , lab/gpu=yes:NoExecute, false",
    "plain, n1, , lab/gpu=yes:PreferNoSchedule, true",
    "gpu, n1, , lab/gpu=yes:NoExecute, true",
    "gpu, n1, , lab/gpu=no:NoExecute, false",
    "all, n1, , lab/gpu=yes:NoExecute a=b:NoSchedule, true",
    "plain, n1, , node.kubernetes.io/not-ready=:NoSchedule node.kubernetes.io/not-ready=:NoExecute,"
        + " true",
    "plain, n1, , node.kubernetes.io/unreachable=:NoSchedule, true",
    "all, n1, , virtual-kubelet.io/provider=azure:NoSchedule, false",
    "plain, n1, beta.kubernetes.io/os=windows, , false",
    "plain, n1, , node.kubernetes.io/unschedulable=:NoSchedule, true",
    "plain, n1, , node.kubernetes.io/network-unavailable=:NoSchedule, true",
    "linux, n1, kubernetes.io/os=linux, node.kubernetes.io/network-unavailable=:NoSchedule, false",
    "plain, n1, , node.cloudprovider.kubernetes.io/uninitialized=true:NoSchedule, false",
    "pool, n1, pool=a, , true",
    "pool, n1, pool=c, , false",
    "pool, special, , , true",
    "new, n1, gen=4, , true",
    "new, n1, gen=3, , false",
    "new, n1, gen=4 old=x, , false",
  })
  void followsTheRulesForDaemonSets(
      String spec, String node, String labels, String taints, boolean placed) {
    assertThat(isPlaced(spec, node, labels, taints)).isEqualTo(placed);
  }
}
