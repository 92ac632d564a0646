package io.podspan.events.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

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

  @Test
  void aBlankTextIsMissing() {
    assertThatThrownBy(() -> Require.sentence(" ", "why"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("why is missing");
  }
}
