package io.podspan.peeringservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.podspan.lab.api.Json;
import org.junit.jupiter.api.Test;

/** The commands as a whole are in HandCommandsTest; here is what drivers do not write now. */
class HandPatchTest {
  private static String word(String patch) {
    return HandPatch.word((ArrayNode) Json.parse(patch));
  }

  @Test
  void aValueOfTwoWordsIsHiddenToo() {
    assertThat(
            word(
                """
                [{"op": "test", "path": "/args", "value": ["--peer-router-passwords", "c2VjcmV0"]},
                 {"op": "add", "path": "/args", "value": ["--peer-router-passwords", "c2VjcmV0,"]}]
                """))
        .isEqualTo(
            "'[{\"op\":\"test\",\"path\":\"/args/0\",\"value\":\"--peer-router-passwords\"},"
                + "{\"op\":\"add\",\"path\":\"/args/2\",\"value\":\"'\"${SECRET_1:?***, with the"
                + " passwords}\"'\"},{\"op\":\"remove\",\"path\":\"/args/1\"}]'");
  }

  @Test
  void aFileOfPasswordsIsNoSecret() {
    assertThat(
            word(
                """
                [{"op": "add", "path": "/args", "value": ["--peer-router-passwords-file=/p"]}]
                """))
        .contains("--peer-router-passwords-file=/p")
        .doesNotContain("SECRET");
  }

  @Test
  void aSecretDeepInsideIsNotWrittenAtAll() {
    assertThatThrownBy(
            () ->
                word(
                    """
                    [{"op": "add", "path": "/metadata/annotations",
                      "value": {"applied": "{\\"peers\\": [{\\"password\\": \\"c2VjcmV0\\"}]}"}}]
                    """))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/metadata/annotations")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void aQuoteEndsNoWord() {
    assertThat(word("[{\"op\": \"add\", \"path\": \"/x\", \"value\": \"'; rm -r /\"}]"))
        .isEqualTo("'[{\"op\":\"add\",\"path\":\"/x\",\"value\":\"'\\''; rm -r /\"}]'");
  }
}
