package io.podspan.clusteraccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.events.AccessReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final String SECRET = "s3cr3t-t0k3n";

  @TempDir Path parent;
  private Path folder;
  private Credentials credentials;

  @BeforeEach
  void folderOfCredentials() throws IOException {
    folder = Files.createDirectory(parent.resolve("credentials"));
    credentials = new Credentials(folder);
  }

  private static String kubeconfig(String cluster, String user) {
    return """
    apiVersion: v1
    kind: Config
    current-context: main
    contexts:
    - name: main
      context: {cluster: c, user: u, namespace: tools}
    - name: bare
      context: {cluster: c}
    clusters:
    - name: c
      cluster: {%s}
    users:
    - name: u
      user: {%s}
    """
        .formatted(cluster, user);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private Access access(String name) {
    return credentials.access(new AccessReference(name, null));
  }

  private UnusableAccessException refusal(String name) {
    try {
      access(name);
    } catch (UnusableAccessException e) {
      assertThat(e.nextStep()).isNotBlank();
      assertThat(e.getMessage()).doesNotContain(SECRET);
      assertThat(e.getCause()).isNull();
      return e;
    }
    throw new AssertionError("was taken");
  }

  @Test
  void readsServerTokenAndNamespaceOfTheCurrentContext() throws IOException {
    write("paris", kubeconfig("server: 'https://192.0.2.1:6443'", "token: " + SECRET));
    Access access = access("paris");
    assertThat(access.config().getMasterUrl()).startsWith("https://192.0.2.1:6443");
    assertThat(access.config().getOauthToken()).isEqualTo(SECRET);
    assertThat(access.config().getNamespace()).isEqualTo("tools");
    assertThat(access.cautions()).isEmpty();
    assertThat(access.toString()).doesNotContain(SECRET);
  }

  @Test
  void bindsEveryCallInTime() throws IOException {
    write("paris", kubeconfig("server: 'https://192.0.2.1:6443'", ""));
    assertThat(access("paris").config().getConnectionTimeout()).isEqualTo(3_000);
    assertThat(access("paris").config().getRequestTimeout()).isEqualTo(10_000);
  }

  @Test
  void takesNothingFromTheEnvironment() throws IOException {
    System.setProperty("kubernetes.master", "https://203.0.113.9/");
    System.setProperty("kubernetes.auth.token", "other");
    try {
      write("paris", kubeconfig("server: 'https://192.0.2.1:6443'", ""));
      assertThat(access("paris").config().getMasterUrl()).startsWith("https://192.0.2.1:6443");
      assertThat(access("paris").config().getOauthToken()).isNull();
    } finally {
      System.clearProperty("kubernetes.master");
      System.clearProperty("kubernetes.auth.token");
    }
  }

  @Test
  void takesTheNamedContext() throws IOException {
    write("paris", kubeconfig("server: 'https://192.0.2.1:6443'", "token: " + SECRET));
    Access access = credentials.access(new AccessReference("paris", "bare"));
    assertThat(access.config().getOauthToken()).isNull();
  }

  @Test
  void namesTheContextsWhenTheWantedOneIsAbsent() throws IOException {
    write("paris", kubeconfig("server: 'https://192.0.2.1:6443'", "token: " + SECRET));
    assertThatExceptionOfType(UnusableAccessException.class)
        .isThrownBy(() -> credentials.access(new AccessReference("paris", "other")))
        .satisfies(e -> assertThat(e.nextStep()).contains("main, bare"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "/etc/passwd", "a/b", "..", ".hidden", "a b"})
  void refusesNamesThatAreNotPlain(String name) throws IOException {
    Files.writeString(parent.resolve("outside"), kubeconfig("server: 'https://x'", ""));
    assertThat(refusal(name)).hasMessageContaining("not a plain file name");
  }

  @Test
  void refusesALinkOutOfTheFolder() throws IOException {
    Path outside = Files.writeString(parent.resolve("outside"), kubeconfig("server: 'h'", ""));
    Files.createSymbolicLink(folder.resolve("paris"), outside);
    assertThat(refusal("paris")).hasMessageContaining("outside of the credentials folder");
  }

  @Test
  void followsLinksInsideTheFolderAsMountedSecretsAre() throws IOException {
    Path data = Files.createDirectory(folder.resolve("..2026"));
    Files.writeString(data.resolve("paris"), kubeconfig("server: 'https://192.0.2.1'", ""));
    Files.createSymbolicLink(folder.resolve("paris"), Path.of("..2026", "paris"));
    assertThat(access("paris").config().getMasterUrl()).contains("192.0.2.1");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThat(refusal("paris"))
        .hasMessage("The kubeconfig paris is not in the credentials folder.")
        .satisfies(
            e -> assertThat(e.nextStep()).contains("folder " + folder + " on every service"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token: " + SECRET + "\n  bad: [",
        "\t" + SECRET,
        SECRET,
        "",
        "- " + SECRET,
        "clusters: " + SECRET,
        "contexts: {a: b}",
        "a: &a [*a]",
        "users: [{name: u, user: !!java.net.URL [" + SECRET + "]}]"
      })
  void refusesWhatIsNoKubeconfigWithoutQuotingIt(String content) throws IOException {
    write("paris", content);
    assertThat(refusal("paris")).hasMessageContaining("kubeconfig paris");
  }

  @Test
  void refusesADeeplyNestedFile() throws IOException {
    write("paris", "a: " + "[".repeat(200_000));
    assertThat(refusal("paris")).hasMessageContaining("not valid YAML of a kubeconfig");
  }

  @Test
  void refusesAHugeFile() throws IOException {
    write("paris", "a".repeat(CredentialsFolder.LARGEST_FILE + 1));
    assertThat(refusal("paris")).hasMessageContaining("larger than 1 MiB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec: {apiVersion: client.authentication.k8s.io/v1, command: touch, args: [/tmp/owned]}",
        "auth-provider: {name: gcp}"
      })
  void refusesPlugins(String user) throws IOException {
    write("paris", kubeconfig("server: 'https://192.0.2.1'", user));
    assertThat(refusal("paris")).hasMessageContaining("runs a plugin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/hostname", "../outside", "sub/../../outside"})
  void refusesReferencesOutOfTheFolder(String path) throws IOException {
    Files.writeString(parent.resolve("outside"), SECRET);
    write("paris", kubeconfig("server: 'https://192.0.2.1'", "tokenFile: '" + path + "'"));
    assertThat(refusal("paris")).hasMessageContaining("tokenFile file of the kubeconfig paris");
  }

  @Test
  void readsReferencedFilesInsideTheFolder() throws IOException {
    write("token", SECRET + "\n");
    write("ca.crt", Keys.certificate("server"));
    write(
        "paris",
        kubeconfig(
            "server: 'https://192.0.2.1', certificate-authority: ca.crt", "tokenFile: token"));
    Access access = access("paris");
    assertThat(access.config().getOauthToken()).isEqualTo(SECRET);
    assertThat(access.tls().authorities())
        .extracting(ca -> ca.getSubjectX500Principal().getName())
        .containsExactly("CN=server");
  }

  @Test
  void noticesThatAReferencedFileChanged() throws IOException {
    write("token", SECRET);
    write("paris", kubeconfig("server: 'https://192.0.2.1'", "tokenFile: token"));
    Access access = access("paris");
    assertThat(credentials.isCurrent(access)).isTrue();
    write("token", "a longer one");
    assertThat(credentials.isCurrent(access)).isFalse();
  }

  @Test
  void saysWhatIsInsecure() throws IOException {
    write("paris", kubeconfig("server: 'http://192.0.2.1', insecure-skip-tls-verify: true", ""));
    assertThat(access("paris").cautions())
        .hasSize(2)
        .anyMatch(c -> c.contains("not encrypted"))
        .anyMatch(c -> c.contains("not checked"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x", "https://u:s3cr3t-t0k3n@x", "x y", "file:///etc/passwd"})
  void refusesServersThatAreNoHttpUrl(String server) throws IOException {
    write("paris", kubeconfig("server: '" + server + "'", ""));
    assertThat(refusal("paris")).hasMessageContaining("not an http or https URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls-server-name: other", "proxy-url: 'http://proxy'"})
  void refusesWhatItWouldOtherwiseIgnore(String field) throws IOException {
    write("paris", kubeconfig("server: 'https://192.0.2.1', " + field, ""));
    assertThat(refusal("paris")).hasMessageContaining("not supported");
  }
}
