package io.podspan.clusteraccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.events.AccessReference;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encodings, entries that have two meanings, and tokens, as they are met. */
class KubeconfigTextTest {
  private static final String MARKER = "M4rk3r-0f-a-s3cret";

  @TempDir Path folder;

  private static String kubeconfig(String user) {
    return """
    apiVersion: v1
    kind: Config
    current-context: west
    contexts:
    - {name: west, context: {cluster: west, user: admin}}
    clusters:
    - name: west
      cluster: {server: "https://192.0.2.21:6443"}
    users:
    - name: admin
      user:
        %s
    """
        .formatted(user);
  }

  private Access access(byte[] content) throws IOException {
    Files.write(folder.resolve("paris"), content);
    return new Credentials(folder).access(new AccessReference("paris", null));
  }

  private Access access(String content) throws IOException {
    return access(content.getBytes(StandardCharsets.UTF_8));
  }

  private UnusableAccessException refusal(byte[] content) {
    UnusableAccessException[] refusal = new UnusableAccessException[1];
    assertThatExceptionOfType(UnusableAccessException.class)
        .isThrownBy(() -> access(content))
        .withNoCause()
        .satisfies(e -> refusal[0] = e);
    assertThat(refusal[0].getMessage() + refusal[0].nextStep()).doesNotContain(MARKER);
    return refusal[0];
  }

  private UnusableAccessException refusal(String content) {
    return refusal(content.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, false",
    "UTF-8, true",
    "UTF-16LE, true",
    "UTF-16LE, false",
    "UTF-16BE, true",
    "UTF-16BE, false",
    "UTF-32LE, true",
    "UTF-32BE, true",
  })
  void readsEveryUnicodeEncoding(String charset, boolean mark) throws IOException {
    String text = (mark ? "\uFEFF" : "") + kubeconfig("token: abc").replace("\n", "\r\n");
    Access access = access(text.getBytes(Charset.forName(charset)));
    assertThat(access.config().getOauthToken()).isEqualTo("abc");
    assertThat(access.config().getMasterUrl()).startsWith("https://192.0.2.21:6443");
  }

  @Test
  void namesTheEncodingThatTheBytesAreNotIn() {
    byte[] latin1 = kubeconfig("username: zo\u00eb").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refusal(latin1)).hasMessageContaining("UTF-8");
    byte[] odd = ("\uFEFF" + kubeconfig("token: a") + " ").getBytes(StandardCharsets.UTF_16LE);
    assertThat(refusal(java.util.Arrays.copyOf(odd, odd.length - 1)))
        .hasMessageContaining("UTF-16LE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token: |\n      abc\n",
        "token: |+\n      abc\n\n\n",
        "token: \"  abc\\r\\n\"",
        "token: abc"
      })
  void whiteSpaceAroundATokenIsNoPartOfIt(String user) throws IOException {
    assertThat(access(kubeconfig(user)).config().getOauthToken()).isEqualTo("abc");
  }

  @Test
  void anEmptyTokenIsNone() throws IOException {
    assertThat(access(kubeconfig("token: ''")).config().getOauthToken()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token: \"M4rk3r-0f-a-s3cret\\nM4rk3r-0f-a-s3cret\"",
        "token: \"M4rk3r-0f-a-s3cret M4rk3r-0f-a-s3cret\"",
        "token: \"M4rk3r-0f-a-s3cret\\u0000\"",
        "token: \"M4rk3r-0f-a-s3cret\u00e9\"",
      })
  void refusesATokenThatNoServerCanHaveGiven(String user) {
    assertThat(refusal(kubeconfig(user))).hasMessageContaining("token of the kubeconfig paris");
  }

  @Test
  void aTokenFileMayHaveAMarkAndALineFeed() throws IOException {
    Files.write(folder.resolve("token"), "\uFEFFabc\r\n".getBytes(StandardCharsets.UTF_16LE));
    assertThat(access(kubeconfig("tokenFile: token")).config().getOauthToken()).isEqualTo("abc");
    Files.writeString(folder.resolve("token"), "\n");
    assertThat(refusal(kubeconfig("tokenFile: token"))).hasMessageContaining("is empty");
  }

  @ParameterizedTest
  @CsvSource({"user, admin, users", "cluster, west, clusters", "context, west, contexts"})
  void refusesTwoEntriesOfOneName(String kind, String name, String list) {
    String entry =
        switch (list) {
          case "users" -> "- {name: admin, user: {token: " + MARKER + "}}";
          case "clusters" -> "- {name: west, cluster: {server: 'https://192.0.2.20'}}";
          default -> "- {name: west, context: {cluster: west, user: admin}}";
        };
    String doubled =
        kubeconfig("token: " + MARKER)
            .replace("\n" + list + ":\n", "\n" + list + ":\n" + entry + "\n");
    assertThat(refusal(doubled))
        .hasMessageContaining("two entries for the " + kind + " " + name + ".");
  }

  @Test
  void refusesOneKeyTwiceAndTwoDocuments() {
    assertThat(refusal(kubeconfig("token: " + MARKER + "\n    token: other")))
        .hasMessageContaining("line");
    String json =
        "{\"users\": [{\"name\": \"u\", \"user\": {\"token\": \"%s\", \"token\": \"b\"}}]}";
    assertThat(refusal(json.formatted(MARKER))).hasMessageContaining("not valid");
    assertThat(refusal(kubeconfig("token: " + MARKER) + "---\n" + kubeconfig("token: b")))
        .hasMessageContaining("more than one YAML document");
  }

  @ParameterizedTest
  @ValueSource(strings = {"token: 12345", "password: 1e5", "as-groups: [1]", "username: true"})
  void refusesANumberWhereATextIsMeant(String user) {
    assertThat(refusal(kubeconfig(user)))
        .hasMessageContaining(user.substring(0, user.indexOf(':')));
  }

  @Test
  void refusesTwoWaysToAuthenticate() {
    assertThat(refusal(kubeconfig("{token: " + MARKER + ", username: a, password: b}")))
        .hasMessageContaining("a token and a username");
  }

  @Test
  void refusesAnAuthorityThatWouldNotBeUsed() {
    String insecure =
        kubeconfig("token: " + MARKER)
            .replace(
                "6443\"",
                "6443\", insecure-skip-tls-verify: true, certificate-authority-data: "
                    + Keys.base64(Keys.certificate("server")));
    assertThat(refusal(insecure)).hasMessageContaining("insecure-skip-tls-verify");
  }

  /** Whatever is wrong around it, a secret stays out of every message and text form. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "token: *M4rk3r-0f-a-s3cret",
        "token: !!M4rk3r-0f-a-s3cret x",
        "token: &M4rk3r-0f-a-s3cret [",
        "token M4rk3r-0f-a-s3cret",
        "token: [M4rk3r-0f-a-s3cret]",
        "token: {M4rk3r-0f-a-s3cret: 1}",
        "password: [M4rk3r-0f-a-s3cret]",
        "client-key-data: M4rk3r-0f-a-s3cret",
        "client-certificate-data: M4rk3r-0f-a-s3cret",
        "tokenFile: M4rk3r-0f-a-s3cret",
        "exec: {command: M4rk3r-0f-a-s3cret}",
        "M4rk3r-0f-a-s3cret",
        "\"token: M4rk3r-0f-a-s3cret",
        "as-user-extra: M4rk3r-0f-a-s3cret",
      })
  void noMessageHoldsASecret(String user) {
    assertThat(refusal(kubeconfig(user))).hasMessageContaining("paris");
  }

  @Test
  void noTextFormHoldsASecret() throws IOException {
    Access access =
        access(
            kubeconfig(
                "{token: %s, client-certificate-data: %s, client-key-data: %s}"
                    .formatted(
                        MARKER,
                        Keys.base64(Keys.certificate("ec-p256")),
                        Keys.base64(Keys.key("ec-p256")))));
    assertThat(access.toString() + access.tls() + access.impersonation())
        .doesNotContain(MARKER)
        .doesNotContain(Keys.base64(Keys.key("ec-p256")).substring(60, 100));
  }
}
