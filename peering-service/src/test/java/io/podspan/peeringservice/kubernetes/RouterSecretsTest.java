package io.podspan.peeringservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterSecretsTest {
  /** Of two peers: none, and "hunter2". */
  private static final String CONTENT = ",aHVudGVyMg==";

  private static final Secret SECRET =
      RouterSecrets.secret("kube-system", "podspan-bgp-1", "passwords", CONTENT);

  @TempDir Path folder;
  private ClusterClients clients;

  @BeforeEach
  void open() {
    clients = new ClusterClients(new Credentials(folder));
  }

  @AfterEach
  void close() {
    clients.close();
  }

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

  /** A webhook for Secrets that is down is a status of 500, as an API that is away. */
  @Test
  void whereTheServerCannotAnswerNoSecretIsGone() {
    ClusterCalls down =
        new ClusterCalls(clients, new SimpleMeterRegistry()) {
          @Override
          public <T> T ask(
              Access access, String verb, String resource, Function<KubernetesClient, T> request) {
            throw new ClusterFaultException(
                new ClusterFault.Unreachable("failed calling webhook: refused."));
          }
        };
    assertThat(
            new RouterSecrets(down)
                .isGone(new Access("paris", null), "kube-system", "podspan-bgp-1", "passwords"))
        .isFalse();
  }

  @Test
  void itIsOfTheTypeThatHoldsNoCredentials() {
    assertThat(SECRET.getType()).isEqualTo("Opaque");
  }
}
