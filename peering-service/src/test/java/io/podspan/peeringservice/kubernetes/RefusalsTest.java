package io.podspan.peeringservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server's own words make of one status code. */
class RefusalsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "409 | Operation cannot be fulfilled on daemonsets.apps \"kube-router\" | true",
        "422 | the server rejected our request due to an error in our request | true",
        "422 | DaemonSet.apps \"kube-router\" is invalid: spec.selector: field is immutable | false",
        "422 | daemonsets.apps \"kube-router\" is forbidden: ValidatingAdmissionPolicy 'p' | false",
        "403 | daemonsets.apps is forbidden: User \"podspan\" cannot patch resource | false"
      })
  void onlyAFailedTestOrAnotherVersionIsAConflict(int code, String words, boolean conflict) {
    assertThat(ClusterCalls.isConflict(code, words)).isEqualTo(conflict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | daemonsets.apps is forbidden: User \"podspan\" cannot patch resource | true",
        "403 | Forbidden | true",
        "403 | admission webhook \"gate.example.org\" denied the request: no | false",
        "403 | daemonsets.apps \"kube-router\" is forbidden: exceeded quota: all | false",
        "404 | not found | false"
      })
  void aWebhookOrAQuotaIsNoMissingRight(int code, String words, boolean missing) {
    assertThat(ClusterCalls.isMissingRight(code, words)).isEqualTo(missing);
  }
}
