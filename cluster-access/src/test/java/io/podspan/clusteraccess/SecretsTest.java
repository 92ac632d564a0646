package io.podspan.clusteraccess;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers and libraries quote what they were sent. Their words go on without it. */
class SecretsTest {
  private static final Config PARIS =
      new ConfigBuilder(Config.empty())
          .withOauthToken("M4rk3r-0f-a-s3cret")
          .withUsername("admin")
          .withPassword("p4ss w0rd")
          .build();

  @ParameterizedTest
  @CsvSource({
    "unknown token M4rk3r-0f-a-s3cret here, unknown token *** here",
    "header Authorization: Bearer M4rk3r-0f-a-s3cret, header Authorization: Bearer ***",
    "the password p4ss w0rd is wrong, the password *** is wrong",
    "Basic YWRtaW46cDRzcyB3MHJk, Basic ***",
    "nothing of it, nothing of it",
  })
  void theSecretsOfAClientAreHidden(String words, String shown) {
    assertThat(Secrets.of(PARIS, List.of()).hiddenIn(words)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "prohibited character in Bearer another-long-token, prohibited character in Bearer ***",
    "jwt eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJr.c2ln invalid, jwt *** invalid",
    "no route to https://admin:hunter2@192.0.2.1:6443/, no route to https://***@192.0.2.1:6443/",
    "-----BEGIN RSA PRIVATE KEY-----MIIEow, ***",
    "connection refused: /192.0.2.1:6443, connection refused: /192.0.2.1:6443",
  })
  void whatLooksLikeASecretIsHiddenToo(String words, String shown) {
    assertThat(Secrets.UNKNOWN.hiddenIn(words)).isEqualTo(shown);
  }

  @Test
  void aSecretIsHiddenBeforeALongTextIsCut() {
    IOException echo = new IOException("x".repeat(190) + " M4rk3r-0f-a-s3cret");
    assertThat(CallFailure.unreachable(echo, Secrets.of(PARIS, List.of())))
        .doesNotContain("M4rk3r")
        .endsWith("***");
  }

  @ParameterizedTest
  @CsvSource({
    "M4rk3r line one, ***",
    "xxM4rk3r line twoxx, xx***xx",
    "TTRyazNyIGxpbmUgb25l, ***",
    "M4rk3r+line+one, ***",
    "M4rk3r%20line%20one, ***",
  })
  void eachLineOfAKeyIsHiddenInEveryForm(String words, String shown) {
    Secrets secrets =
        Secrets.of(
            Config.empty(),
            List.of("-----BEGIN X-----\nM4rk3r line one\n M4rk3r line two \n-----END X-----"));
    assertThat(secrets.hiddenIn(words)).isEqualTo(shown);
  }

  @Test
  void itsTextFormHoldsNone() {
    assertThat(Secrets.of(PARIS, List.of()).toString()).matches("Secrets\\[\\d+]");
  }
}
