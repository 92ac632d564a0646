package io.podspan.routecollector.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A script that the policy does not have word by word is refused in every member cluster. */
class ScriptLimitsTest {
  private static final Path LIMITS = Path.of("..", "deploy", "member-cluster", "limits.yaml");

  private final List<String> command =
      WatchScript.command(Duration.ofMinutes(30), Set.of("2001:db8::1", "192.0.2.1"));

  @Test
  void thePolicyOfMemberClustersAllowsTheScript() throws IOException {
    assertThat(Files.readString(LIMITS).indent(-8)).contains("r\"\"\"" + command.get(2) + "\"\"\"");
    assertThat(Files.readString(LIMITS)).contains("variables.called == '" + command.get(3) + "'");
  }

  @Test
  void itsArgumentsAreNumbersAndAddressesOnly() {
    assertThat(command.subList(4, command.size()))
        .containsExactly("1800", "192.0.2.1", "2001:db8::1")
        .allMatch(argument -> argument.matches("^[0-9a-fA-F:.]+$"));
  }

  @Test
  void itFollowsAFewPeersAtMost() {
    Set<String> peers =
        IntStream.range(0, 50).mapToObj(i -> "192.0.2." + i).collect(Collectors.toSet());
    assertThat(WatchScript.command(Duration.ofMinutes(30), peers).subList(5, 13))
        .doesNotHaveDuplicates();
    assertThat(WatchScript.command(Duration.ofMinutes(30), peers)).hasSize(13);
  }
}
