package io.podspan.events.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequireTest {

  @Test
  void aNameThatIsTooLongIsRefused() {
    String longest = "x".repeat(Require.LONGEST_NAME);
    assertThat(Require.text(longest, "name")).isEqualTo(longest);
    assertThatThrownBy(() -> Require.text(longest + "x", "name"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("name is longer than");
    assertThatThrownBy(() -> Require.names(List.of("a", longest + "x"), "names"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSentenceThatIsTooLongIsCutAndCutAgainStaysTheSame() {
    String cut = Require.sentence("x".repeat(Require.LONGEST_SENTENCE + 1), "why");
    assertThat(cut).hasSize(Require.LONGEST_SENTENCE).endsWith("x...");
    assertThat(Require.sentence(cut, "why")).isEqualTo(cut);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"n1\u001b]0;x\u0007", "n1\nn2", "n1\u009b2J", "\u202egnp.exe", "n1\u0000"})
  void aNameWithWhatATerminalObeysIsRefused(String name) {
    assertThatThrownBy(() -> Require.text(name, "node"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("node has characters that are not printed");
    assertThatThrownBy(() -> Require.optionalText(name, "node"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSentenceThatQuotesSomeHasQuestionMarks() {
    assertThat(Require.sentence("it said \u001b[2Jgone\u202e\nand \ud83d\ude00", "why"))
        .isEqualTo("it said ?[2Jgone?\nand \ud83d\ude00");
  }

  @Test
  void aBlankTextIsMissing() {
    assertThatThrownBy(() -> Require.sentence(" ", "why"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("why is missing");
  }
}
