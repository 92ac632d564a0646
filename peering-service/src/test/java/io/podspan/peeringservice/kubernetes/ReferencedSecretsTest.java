package io.podspan.peeringservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.network.SecretLook.Presence;
import io.podspan.peeringservice.routers.Drivers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencedSecretsTest {
  @TempDir Path folder;
  private Drivers drivers;

  @BeforeEach
  void open() {
    drivers = new Drivers(folder, "kube-router");
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  private Presence of(String name, String kubeconfig) {
    return new ReferencedSecrets(drivers.calls)
        .presence(Drivers.access(kubeconfig), "kube-system", name);
  }

  @Test
  void whoMayGetItKnowsWhetherItIsThere() {
    drivers.paper.create(ResourceType.SECRET, "kube-system", "bgp-rr1", "{\"type\": \"Opaque\"}");
    assertThat(of("bgp-rr1", "paris")).isEqualTo(new Presence.There());
    assertThat(of("bgp-rr2", "paris")).isEqualTo(new Presence.Absent());
  }

  @Test
  void whoMayNotDoesNotKnow() {
    assertThat(of("bgp-rr1", "paris-readonly")).isInstanceOf(Presence.Unknown.class);
  }

  @Test
  void anApiThatCannotBeAskedIsNotTakenForNo() {
    assertThat(of("bgp-rr1", "nowhere")).isInstanceOf(Presence.Unknown.class);
  }
}
