package io.podspan.peeringservice.routers.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.routers.calico.CalicoDaemonSet.Backend;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalicoDaemonSetTest {
  private static final String KEY = "CALICO_NETWORKING_BACKEND";

  private static Optional<CalicoDaemonSet> find(String container) {
    return CalicoDaemonSet.find(
        Serialization.unmarshal(
            """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: x, namespace: y}
            spec: {template: {spec: {containers: [{name: flannel, image: flannel}, {%s}]}}}
            """
                .formatted(container),
            DaemonSet.class));
  }

  /** ConfigMaps that exist: config (calico_backend: vxlan) and all (KEY: none). */
  private static Optional<ConfigMap> map(String name) {
    return switch (name) {
      case "config" ->
          Optional.of(new ConfigMapBuilder().addToData("calico_backend", "vxlan").build());
      case "all" -> Optional.of(new ConfigMapBuilder().addToData(KEY, "none").build());
      default -> Optional.empty();
    };
  }

  private static Backend backend(String environment) {
    return find("name: calico-node, image: 'calico/node:v3.28.0', " + environment)
        .orElseThrow()
        .backend(CalicoDaemonSetTest::map);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: calico-node, image: 'registry.example/x:1'",
        "name: a, image: 'docker.io/calico/node:v3.28.0'",
        "name: a, image: 'rancher/mirrored-calico-node:v3.26'",
      })
  void findsItByWhatItRuns(String container) {
    assertThat(find(container)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: a, image: 'node:20'",
        "name: a, image: 'calico/typha:v3.28.0'",
        "name: calico-node, image: 'calico/node-windows:v3.28.0'",
      })
  void takesNothingElseForIt(String container) {
    assertThat(find(container)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "env: [{name: A, value: b}]                                         | bird",
        "env: [{name: CALICO_NETWORKING_BACKEND, value: bird}]               | bird",
        "env: [{name: CALICO_NETWORKING_BACKEND, value: none}]               | none",
        "env: [{name: CALICO_NETWORKING_BACKEND, value: vxlan}]              | vxlan",
        "env: [{name: CALICO_NETWORKING_BACKEND, valueFrom: {configMapKeyRef: {name: config, key: calico_backend}}}] | vxlan",
        "envFrom: [{configMapRef: {name: all}}]                             | none",
        "envFrom: [{prefix: CALICO_, configMapRef: {name: all}}]            | bird",
        "envFrom: [{configMapRef: {name: all}}], env: [{name: CALICO_NETWORKING_BACKEND, value: bird}] | bird",
      })
  void readsWhetherBirdRuns(String environment, String backend) {
    assertThat(backend(environment))
        .isEqualTo(backend.equals("bird") ? new Backend.Bird() : new Backend.Other(backend));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env: [{name: CALICO_NETWORKING_BACKEND, valueFrom: {configMapKeyRef: {name: gone, key: a}}}]",
        "env: [{name: CALICO_NETWORKING_BACKEND, valueFrom: {secretKeyRef: {name: s, key: a}}}]",
        "env: [{name: CALICO_NETWORKING_BACKEND, value: '$(OTHER)'}]",
        "envFrom: [{configMapRef: {name: gone}}]",
      })
  void whatCannotBeReadIsNotTakenAsAbsent(String environment) {
    assertThat(backend(environment)).isInstanceOf(Backend.Unreadable.class);
  }

  @Test
  void readsAsNumbersInEveryFormThatCalicoTakes() {
    assertThat(AsNumbers.read("64513")).contains(64513L);
    assertThat(AsNumbers.read("1.10")).contains(65546L);
    assertThat(AsNumbers.read("0")).isEmpty();
    assertThat(AsNumbers.read("4294967296")).isEmpty();
    assertThat(AsNumbers.read("AS64513")).isEmpty();
  }
}
