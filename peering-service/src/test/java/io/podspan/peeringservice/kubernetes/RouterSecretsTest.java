package io.podspan.peeringservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.podspan.peeringservice.peering.ClusterFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterSecretsTest {
  /** Of two peers: none, and "hunter2". */
  private static final String CONTENT = ",aHVudGVyMg==";

  private static final Secret SECRET =
      RouterSecrets.secret("kube-system", "podspan-bgp-1", "passwords", CONTENT);

  private static ClusterFault told(String words) {
    return RouterSecrets.withoutContent(new ClusterFault.Rejected(words), SECRET, CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A webhook denied {data: {passwords: LGFIVnVkR1Z5TWc9PQ==}}.",
        "A webhook denied ,aHVudGVyMg==.",
        "A webhook denied aHVudGVyMg==.",
        "A webhook denied hunter2."
      })
  void aServerThatSaysTheSecretBackIsNotQuoted(String words) {
    assertThat(told(words).detail())
        .isEqualTo(
            "The API server refuses to write the Secret kube-system/podspan-bgp-1. Its words are"
                + " not shown, because a key may be in them.");
  }

  @Test
  void otherWordsAre() {
    assertThat(told("A quota is exceeded.").detail()).isEqualTo("A quota is exceeded.");
  }

  @Test
  void itIsOfTheTypeThatHoldsNoCredentials() {
    assertThat(SECRET.getType()).isEqualTo("Opaque");
  }
}
