package io.podspan.probeservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodSelectorsTest {
  @Test
  void aClusterMayHaveItsOwn() {
    PodSelectors selectors = new PodSelectors("podspan.io/probe=true", Map.of("paris", "app=web"));
    assertThat(selectors.of("paris")).isEqualTo("app=web");
    assertThat(selectors.of("tokyo")).isEqualTo("podspan.io/probe=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"app=web,tier!=cache", "!old", "stage in (a, b)", "example.com/role"})
  void takesWhatKubernetesTakes(String selector) {
    assertThat(new PodSelectors(selector, Map.of()).of("paris")).isEqualTo(selector);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "app=web&limit=1", "=web", "app=\u00e9", "a\nb"})
  void refusesWhatIsNoneAndNamesTheSetting(String selector) {
    assertThatThrownBy(() -> new PodSelectors("a=b", Map.of("paris", selector)))
        .hasMessageContaining("podspan.probe.pods.selectors.paris");
  }
}
