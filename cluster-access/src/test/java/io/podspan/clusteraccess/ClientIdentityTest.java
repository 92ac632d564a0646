package io.podspan.clusteraccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.Headers;
import io.podspan.events.AccessReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As whom a client comes to the server: by certificate, by token, and on whose behalf. */
class ClientIdentityTest {
  private static final AccessReference PARIS = new AccessReference("paris", null);

  @TempDir Path folder;
  private TlsServer server;

  @BeforeEach
  void open() throws Exception {
    server = new TlsServer();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void kubeconfig(String user) throws IOException {
    Files.writeString(
        folder.resolve("paris"),
        """
        apiVersion: v1
        kind: Config
        current-context: main
        contexts:
        - {name: main, context: {cluster: c, user: u}}
        clusters:
        - name: c
          cluster:
            server: https://127.0.0.1:%d
            certificate-authority-data: %s
        users:
        - name: u
          user: %s
        """
            .formatted(server.port(), Keys.base64(Keys.certificate("server")), user));
  }

  private void visit() {
    try (ClusterClients clients = new ClusterClients(new Credentials(folder))) {
      assertThat(clients.client(PARIS).getKubernetesVersion().getMinor()).isEqualTo("34");
    }
  }

  private UnusableAccessException refusal() {
    UnusableAccessException[] refusal = new UnusableAccessException[1];
    assertThatExceptionOfType(UnusableAccessException.class)
        .isThrownBy(() -> new Credentials(folder).access(PARIS))
        .withNoCause()
        .satisfies(e -> refusal[0] = e);
    return refusal[0];
  }

  private static String certificateAndKey(String certificate, String key) {
    return "{client-certificate-data: %s, client-key-data: %s}"
        .formatted(Keys.base64(certificate), Keys.base64(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ec-p256", "ec-p384", "ec-p521", "ec-pkcs8", "ed25519", "rsa-pkcs1", "rsa-pkcs8"})
  void comesWithTheClientCertificateInEveryFormThatKubectlTakes(String name) throws IOException {
    kubeconfig(certificateAndKey(Keys.certificate(name), Keys.key(name)));
    visit();
    assertThat(server.clients).containsOnly("CN=" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec-p256", "ec-p384", "rsa-pkcs1"})
  void linesMayEndWithCarriageReturns(String name) throws IOException {
    kubeconfig(
        certificateAndKey(
            Keys.certificate(name).replace("\n", "\r\n"), Keys.key(name).replace("\n", "\r\n")));
    visit();
    assertThat(server.clients).containsOnly("CN=" + name);
  }

  @Test
  void certificateAndKeyMayStandInOneFile() throws IOException {
    Files.writeString(folder.resolve("both.pem"), "a comment\n" + Keys.pem("ec-p384"));
    kubeconfig("{client-certificate: both.pem, client-key: both.pem}");
    visit();
    kubeconfig("{client-certificate: both.pem}");
    visit();
    assertThat(server.clients).containsOnly("CN=ec-p384");
  }

  @Test
  void aPemFileMayBeInUtf16() throws IOException {
    Files.write(
        folder.resolve("both.pem"),
        ("\uFEFF" + Keys.pem("ec-p256")).getBytes(StandardCharsets.UTF_16LE));
    kubeconfig("{client-certificate: both.pem, client-key: both.pem}");
    visit();
    assertThat(server.clients).containsOnly("CN=ec-p256");
  }

  @ParameterizedTest
  @CsvSource({
    "encrypted-pkcs8, is encrypted",
    "encrypted-traditional, is encrypted",
  })
  void refusesAnEncryptedKeyByName(String key, String why) throws IOException {
    kubeconfig(certificateAndKey(Keys.certificate("ec-p256"), Keys.pem(key)));
    assertThat(refusal()).hasMessageContaining("client-key").hasMessageContaining(why);
  }

  @Test
  void refusesAKeyOfAnotherCertificate() throws IOException {
    kubeconfig(certificateAndKey(Keys.certificate("ec-p256"), Keys.key("ec-pkcs8")));
    assertThat(refusal()).hasMessageContaining("client-key").hasMessageContaining("match");
    kubeconfig(certificateAndKey(Keys.certificate("ec-p256"), Keys.key("rsa-pkcs8")));
    assertThat(refusal()).hasMessageContaining("match");
  }

  @Test
  void namesTheFieldThatCannotBeRead() throws IOException {
    kubeconfig("{client-key-data: %s}".formatted(Keys.base64(Keys.key("ec-p256"))));
    assertThat(refusal()).hasMessageContaining("without a client-certificate");
    kubeconfig("{client-certificate-data: '%', client-key-data: bm9uZQ==}");
    assertThat(refusal()).hasMessageContaining("client-certificate").hasMessageContaining("base64");
    kubeconfig(certificateAndKey(Keys.certificate("ec-p256"), "none"));
    assertThat(refusal()).hasMessageContaining("client-key").hasMessageContaining("no private key");
    kubeconfig(
        certificateAndKey(
            Keys.certificate("ec-p256"),
            "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n"));
    assertThat(refusal()).hasMessageContaining("cannot be read");
  }

  @Test
  void anExpiredCertificateIsSentAndSaid() throws IOException {
    kubeconfig(certificateAndKey(Keys.certificate("expired"), Keys.key("expired")));
    visit();
    assertThat(server.clients).containsOnly("CN=expired");
    assertThat(new Credentials(folder).access(PARIS).cautions())
        .singleElement()
        .asString()
        .startsWith("The client-certificate of the kubeconfig expired at 2020-02-01T00:00:00Z");
  }

  @Test
  void aChainIsSentWhole() throws IOException {
    kubeconfig(
        certificateAndKey(
            Keys.certificate("ec-p256") + Keys.certificate("ec-p384"), Keys.key("ec-p256")));
    visit();
    assertThat(server.clients).containsOnly("CN=ec-p256");
    kubeconfig(
        certificateAndKey(
            Keys.certificate("ec-p384") + Keys.certificate("ec-p256"), Keys.key("ec-p256")));
    assertThat(refusal()).hasMessageContaining("does not match");
  }

  @Test
  void sendsTheWholeImpersonation() throws IOException {
    kubeconfig(
        """
        {token: t0k3n, as: podspan-operator, as-uid: '4711',
            as-groups: [network-team, 'system:authenticated'],
            as-user-extra: {reason: [interconnect, night shift], 'example.com/team': [a]}}\
        """);
    visit();
    Headers sent = server.headers.getFirst();
    assertThat(sent.get("Authorization")).containsExactly("Bearer t0k3n");
    assertThat(sent.get("Impersonate-User")).containsExactly("podspan-operator");
    assertThat(sent.get("Impersonate-Uid")).containsExactly("4711");
    assertThat(sent.get("Impersonate-Group"))
        .containsExactly("network-team", "system:authenticated");
    assertThat(sent.get("Impersonate-Extra-reason")).containsExactly("interconnect", "night shift");
    assertThat(sent.get("Impersonate-Extra-example.com%2Fteam")).containsExactly("a");
  }

  @Test
  void impersonatesNobodyUnlessAsked() throws IOException {
    kubeconfig("{token: t0k3n}");
    visit();
    assertThat(server.headers.getFirst().keySet()).noneMatch(h -> h.startsWith("Impersonate"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{token: t, as-groups: [a]}",
        "{token: t, as-uid: '1'}",
        "{token: t, as: \"a\\nImpersonate-Group: system:masters\"}",
        "{token: t, as: zo\u00eb}",
      })
  void refusesAnImpersonationThatCannotBeSentWhole(String user) throws IOException {
    kubeconfig(user);
    assertThat(refusal()).hasMessageContaining("impersonates");
  }
}
