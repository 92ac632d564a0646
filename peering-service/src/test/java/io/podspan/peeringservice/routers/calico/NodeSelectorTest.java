package io.podspan.peeringservice.routers.calico;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSelectorTest {
  @Test
  void comesBackAsItWasWritten() {
    NodeSelector some = NodeSelector.without(List.of("b", "a.example.org"));
    assertThat(some.text())
        .isEqualTo("kubernetes.io/hostname != 'a.example.org' && kubernetes.io/hostname != 'b'");
    assertThat(NodeSelector.parse(some.text())).contains(some);
    assertThat(NodeSelector.parse(" all( )")).contains(NodeSelector.ALL);
    assertThat(some.selects("a")).isTrue();
    assertThat(some.selects("")).isTrue();
    assertThat(some.selects("b")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rack == 'a'",
        "kubernetes.io/hostname == 'a'",
        "kubernetes.io/hostname != 'a' || all()",
        "all() && kubernetes.io/hostname != 'a'",
      })
  void whatOthersWriteIsNotGuessedAt(String text) {
    assertThat(NodeSelector.parse(text)).isEmpty();
  }
}
