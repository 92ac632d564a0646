package io.podspan.probeservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.paths.PathKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A script that the policy does not have word by word is refused in every member cluster. */
class ScriptLimitsTest {
  private static final Path LIMITS = Path.of("..", "deploy", "member-cluster", "limits.yaml");

  static List<List<String>> commands() {
    return List.of(
        List.of(PingScript.command(List.of(), 3)),
        List.of(
            MeasureScript.command(IpAddress.of("192.0.2.1"), 0, null, EnumSet.of(PathKind.ICMP))),
        List.of(SourceScript.listen(40000)),
        List.of(SourceScript.connect(IpAddress.of("192.0.2.1"), 40000)));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void thePolicyOfMemberClustersAllowsTheScript(List<String> command) throws IOException {
    assertThat(Files.readString(LIMITS).indent(-8)).contains("r\"\"\"" + command.get(2) + "\"\"\"");
    assertThat(Files.readString(LIMITS)).contains("variables.called == '" + command.get(3) + "'");
  }
}
