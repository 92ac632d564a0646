package io.podspan.probeservice.ends;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.ends.EndName.AddressName;
import io.podspan.probeservice.ends.EndName.ClusterName;
import io.podspan.probeservice.ends.EndName.NodeName;
import io.podspan.probeservice.ends.EndName.PodName;
import io.podspan.probeservice.ends.EndName.ServiceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndNameTest {
  @Test
  void everyFormHasItsMeaning() {
    assertThat(EndName.parse("paris/web-0")).contains(new PodName("paris", "default", "web-0"));
    assertThat(EndName.parse("paris/shop/web-0")).contains(new PodName("paris", "shop", "web-0"));
    assertThat(EndName.parse("paris/pod/shop/web-0"))
        .contains(new PodName("paris", "shop", "web-0"));
    assertThat(EndName.parse("paris/pod/node/web-0"))
        .as("a namespace may be called node")
        .contains(new PodName("paris", "node", "web-0"));
    assertThat(EndName.parse("paris/node/paris-1")).contains(new NodeName("paris", "paris-1"));
    assertThat(EndName.parse("paris/service/shop/web"))
        .contains(new ServiceName("paris", "shop", "web"));
    assertThat(EndName.parse("paris")).contains(new ClusterName("paris"));
    assertThat(EndName.parse("10.1.0.7")).contains(new AddressName(IpAddress.of("10.1.0.7")));
    assertThat(EndName.parse("fd00::7")).contains(new AddressName(IpAddress.of("fd00::7")));
  }

  @Test
  void aNameReadsAsItIsWritten() {
    for (String name : new String[] {"paris/shop/web-0", "paris/node/n1", "paris/service/a/b"}) {
      assertThat(EndName.parse(name).orElseThrow()).hasToString(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "paris/",
        "/web-0",
        "paris//web-0",
        "Paris/web",
        "paris/web_0",
        "a/b/c/d",
        "a/b/c/d/e",
        "paris/../x",
        "paris/-web",
        "paris/web-",
        "paris web",
        "paris/%2e%2e",
        "\n"
      })
  void whatIsNoNameIsNone(String text) {
    assertThat(EndName.parse(text)).isEmpty();
  }

  @Test
  void aNameHasABound() {
    assertThat(EndName.parse("a".repeat(254))).isEmpty();
    assertThat(EndName.parse("a/".repeat(400) + "b")).isEmpty();
    assertThat(EndName.parse(null)).isEmpty();
  }
}
