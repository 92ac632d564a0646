package io.podspan.clusteraccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.events.AccessReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterClientsTest {
  private static final AccessReference PARIS = new AccessReference("paris", null);

  @TempDir Path folder;
  private ClusterClients clients;

  private void clientsOf(String kubeconfig) throws IOException {
    Files.writeString(folder.resolve("paris"), kubeconfig);
    clients = new ClusterClients(new Credentials(folder));
  }

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void keepsOneClientPerReference() throws IOException {
    clientsOf(PodExecTest.kubeconfig(6443));
    assertThat(clients.client(PARIS)).isSameAs(clients.client(PARIS));
  }

  @Test
  void makesANewClientWhenTheFileChanged() throws IOException {
    clientsOf(PodExecTest.kubeconfig(6443));
    KubernetesClient before = clients.client(PARIS);
    Files.writeString(folder.resolve("paris"), PodExecTest.kubeconfig(16443));
    assertThat(clients.client(PARIS)).isNotSameAs(before);
    assertThat(clients.client(PARIS).getConfiguration().getMasterUrl()).contains("16443");
  }

  @Test
  void hasNoClientWhenTheFileIsGone() throws IOException {
    clientsOf(PodExecTest.kubeconfig(6443));
    clients.client(PARIS);
    Files.delete(folder.resolve("paris"));
    assertThatExceptionOfType(UnusableAccessException.class)
        .isThrownBy(() -> clients.client(PARIS));
  }

  @Test
  void saysWhatIsUnwise() throws IOException {
    clientsOf(PodExecTest.kubeconfig(6443));
    assertThat(clients.cautions(PARIS))
        .containsExactly("The connection to the API server is not encrypted (http).");
  }

  @Test
  void refusesKeysThatAreNone() throws IOException {
    clientsOf(
        """
        current-context: main
        contexts: [{name: main, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: 'https://127.0.0.1:6443'}}]
        users: [{name: u, user: {client-certificate-data: bm9uZQ==, client-key-data: bm9uZQ==}}]
        """);
    assertThatExceptionOfType(UnusableAccessException.class)
        .isThrownBy(() -> clients.client(PARIS))
        .withNoCause();
  }
}
