package io.podspan.routecollector.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A script that the policy does not have word by word is refused in every member cluster. */
class CheckScriptLimitsTest {
  private static final Path LIMITS = Path.of("..", "deploy", "member-cluster", "limits.yaml");

  private static List<String> command(String destination) {
    return CheckScript.command(new Asked("paris-1", IpAddress.of(destination), null, null));
  }

  @Test
  void thePolicyOfMemberClustersAllowsTheScript() throws IOException {
    String limits = Files.readString(LIMITS);
    assertThat(limits.indent(-8)).contains("r\"\"\"" + command("10.3.1.7").get(2) + "\"\"\"");
    assertThat(limits).contains("variables.called == '" + command("10.3.1.7").get(3) + "'");
  }

  @Test
  void itsArgumentsAreAddressesOrNone() {
    assertThat(command("2001:db8::7").subList(4, 7))
        .containsExactly("2001:db8::7", "0", "0")
        .allMatch(argument -> argument.matches("^[0-9a-fA-F:.]+$"));
  }

  @Test
  void itChangesNothing() {
    assertThat(command("10.3.1.7").get(2))
        .doesNotContain(
            " add ", " del ", " replace ", " set ", " flush ", "-A ", "-I ", "-D ", "-w ")
        .doesNotContainPattern(">\\s*/(?!dev/null)");
  }
}
