package io.podspan.peeringservice.peering.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers link to the sections of docs/preflight.md. */
class PreflightPageTest {
  private static final Path PAGE = Path.of("..", "docs", "preflight.md");

  @Test
  void eachCheckHasASectionAndEachSectionACheck() throws IOException {
    List<String> sections =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .toList();
    assertThat(sections)
        .containsExactlyElementsOf(Preflight.CHECKS.stream().map(Check::name).toList());
  }
}
