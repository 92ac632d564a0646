package io.podspan.bgpreflector.alone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that does nothing would go unnoticed: starts would only be slower. */
class TrainingRunIT {
  private static final Pattern STATUS =
      Pattern.compile("status: (\\d+) of \\d+ peers up, (\\d+) prefixes");

  @TempDir private Path folder;

  @Test
  void drivesHundredsOfPeersAndTensOfThousandsOfRoutesAndEnds() throws Exception {
    try (ReflectorProcess training =
        new ReflectorProcess(folder.resolve("log"), TrainingRun.class)) {
      assertThat(training.exitCode()).isZero();
      assertThat(training.said()).contains("read again", "stopping").doesNotContain("broken");
      assertThat(STATUS.matcher(training.said()).results())
          .anyMatch(status -> number(status, 1) > 200)
          .anyMatch(status -> number(status, 2) > 20_000);
    }
  }

  private static int number(MatchResult status, int group) {
    return Integer.parseInt(status.group(group));
  }
}
