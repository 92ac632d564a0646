package io.podspan.peeringservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisruptionBudgetsTest {
  private static final Map<String, String> ROUTER =
      Map.of("k8s-app", "kube-router", "tier", "node");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | true",
        "{matchLabels: {k8s-app: kube-router}} | true",
        "{matchLabels: {k8s-app: kube-router, tier: other}} | false",
        "{matchExpressions: [{key: tier, operator: In, values: [node]}]} | true",
        "{matchExpressions: [{key: tier, operator: NotIn, values: [node]}]} | false",
        "{matchExpressions: [{key: app, operator: Exists}]} | false",
        "{matchExpressions: [{key: app, operator: DoesNotExist}]} | true",
      })
  void aBudgetCountsThePodsThatItsSelectorMatches(String selector, boolean matches) {
    assertThat(
            DisruptionBudgets.matches(
                Serialization.unmarshal("---\n" + selector, LabelSelector.class), ROUTER))
        .isEqualTo(matches);
  }
}
