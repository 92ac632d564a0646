package io.podspan.console.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.addresses.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndTest {

  @Test
  void isNamedInEveryForm() {
    assertThat(End.parse("paris")).isEqualTo(new End.Cluster("paris"));
    assertThat(End.parse("paris/web-0")).isEqualTo(new End.Pod("paris", "default", "web-0"));
    assertThat(End.parse("paris/shop/web-0")).isEqualTo(new End.Pod("paris", "shop", "web-0"));
    assertThat(End.parse("paris/pod/node/web-0")).isEqualTo(new End.Pod("paris", "node", "web-0"));
    assertThat(End.parse("paris/node/n1.example")).isEqualTo(new End.Node("paris", "n1.example"));
    assertThat(End.parse("paris/service/shop/web"))
        .isEqualTo(new End.Service("paris", "shop", "web"));
    assertThat(End.parse("10.1.0.5")).isEqualTo(new End.Address(IpAddress.of("10.1.0.5")));
    assertThat(End.parse("2001:db8::5")).isEqualTo(new End.Address(IpAddress.of("2001:db8::5")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "paris/",
        "/web-0",
        "a/b/c/d",
        "a/b/c/d/e",
        "pa ris",
        "paris/../x",
        "10.1.0" + ".0/24",
        "paris\n"
      })
  void anythingElseIsToldWithTheForms(String text) {
    assertThatThrownBy(() -> End.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CLUSTER/NAMESPACE/POD");
  }

  @Test
  void aTextWithoutEndIsNotRead() {
    assertThatThrownBy(() -> End.parse("a".repeat(801))).hasMessageContaining("801 characters");
  }
}
