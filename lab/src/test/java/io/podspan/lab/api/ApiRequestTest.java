package io.podspan.lab.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /api/v1/pods | list pods in '' name ''",
        "GET | /api/v1/namespaces | list namespaces in '' name ''",
        "GET | /api/v1/namespaces/default | get namespaces in '' name 'default'",
        "GET | /api/v1/namespaces/default/pods | list pods in 'default' name ''",
        "DELETE | /api/v1/namespaces/default/pods/p | delete pods in 'default' name 'p'",
        "GET | /api/v1/namespaces/d/pods/p/exec | get pods/exec in 'd' name 'p'",
        "PATCH | /apis/apps/v1/namespaces/d/daemonsets/x | patch daemonsets in 'd' name 'x'",
        "PUT | /apis/apps/v1/namespaces/d/daemonsets/x/status | update daemonsets/status in 'd' name 'x'",
        "POST | /apis/crd.projectcalico.org/v1/bgppeers | create bgppeers in '' name ''",
      })
  void readsPathsOfTheApi(String method, String path, String expected) {
    ApiRequest request = parse(method, path).orElseThrow();

    assertThat(
            "%s %s in '%s' name '%s'"
                .formatted(request.verb(), request.resource(), request.namespace(), request.name()))
        .isEqualTo(expected);
  }

  @Test
  void anUnservedKindIsNoRequest() {
    assertThat(parse("GET", "/apis/batch/v1/jobs")).isEmpty();
    assertThat(parse("GET", "/api/v1/namespaces/d/pods/p/exec/more")).isEmpty();
  }

  private static Optional<ApiRequest> parse(String method, String path) {
    var served = new ArrayList<>(ResourceType.BUILT_IN);
    served.addAll(ResourceType.CALICO);
    return ApiRequest.parse(method, path, MultiMap.caseInsensitiveMultiMap(), served);
  }
}
