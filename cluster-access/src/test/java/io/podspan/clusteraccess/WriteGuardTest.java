package io.podspan.clusteraccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What goes through to a cluster that may only be read. */
class WriteGuardTest {
  private static final String POD = "https://api/api/v1/namespaces/default/pods/x";

  private static void send(String uri, UnaryOperator<HttpRequest.Builder> method) {
    HttpRequest request = method.apply(new StandardHttpRequest.Builder().uri(uri)).build();
    new WriteGuard().before(null, request, null);
  }

  @Test
  void readsAndReviewsOfOnesOwnAccessGoThrough() {
    assertThatCode(() -> send(POD, r -> r)).doesNotThrowAnyException();
    assertThatCode(
            () ->
                send(
                    "https://api/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                    r -> r.post("application/json", "{}")))
        .doesNotThrowAnyException();
  }

  @Test
  void writesAndTheirDryRunsDoNot() {
    for (String query : new String[] {"", "?dryRun=All"}) {
      assertThatThrownBy(
              () -> send(POD + query, r -> r.method("PATCH", "application/json-patch+json", "[]")))
          .isInstanceOfSatisfying(
              HeldWriteException.class,
              held -> {
                assertThat(held.path()).isEqualTo("/api/v1/namespaces/default/pods/x");
                assertThat(held.body()).isEqualTo("[]");
              });
    }
    assertThatThrownBy(() -> send(POD, r -> r.delete("application/json", "{}")))
        .isInstanceOf(HeldWriteException.class);
  }
}
