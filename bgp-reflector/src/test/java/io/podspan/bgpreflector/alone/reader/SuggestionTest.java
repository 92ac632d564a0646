package io.podspan.bgpreflector.alone.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> KNOWN =
      List.of("asn", "listen", "passwordFile", "connectRetrySeconds");

  @Test
  void findsWhatWasMeant() {
    assertThat(Suggestion.of("lisen", KNOWN)).contains("listen");
    assertThat(Suggestion.of("password-file", KNOWN)).contains("passwordFile");
    assertThat(Suggestion.of("PASSWORD_FILE", KNOWN)).contains("passwordFile");
    assertThat(Suggestion.of("connectRetry", KNOWN)).contains("connectRetrySeconds");
    assertThat(Suggestion.of("as", KNOWN)).contains("asn");
  }

  @Test
  void saysNothingWhereNothingIsNear() {
    assertThat(Suggestion.of("neighbor", KNOWN)).isEmpty();
    assertThat(Suggestion.of("x", KNOWN)).isEmpty();
    assertThat(Suggestion.of("", KNOWN)).isEmpty();
  }
}
