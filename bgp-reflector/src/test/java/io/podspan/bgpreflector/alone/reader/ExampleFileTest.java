package io.podspan.bgpreflector.alone.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The file in the documentation is good, and shows every key that there is. */
class ExampleFileTest {
  private static final Path EXAMPLE = Path.of("../docs/examples/reflector.yaml");
  private static final List<String> KEYS =
      List.of(
          "asn",
          "listen",
          "routerId",
          "clusterId",
          "threads",
          "shards",
          "timers",
          "holdSeconds",
          "connectRetrySeconds",
          "openSeconds",
          "rangeOpenSeconds",
          "sendHoldSeconds",
          "limits",
          "halfOpen",
          "gracefulRestart",
          "enabled",
          "deferralSeconds",
          "stateFile",
          "mesh",
          "families",
          "originate",
          "defaults",
          "client",
          "unknownAttributes",
          "asSets",
          "ttlSecurityHops",
          "prefixLimit",
          "max",
          "warnPercent",
          "action",
          "restartSeconds",
          "peers",
          "address",
          "name",
          "accept",
          "prefixes",
          "nextHops",
          "password",
          "passwordFile",
          "dial",
          "port",
          "ranges",
          "range",
          "limit");

  @Test
  void isGood() {
    assertThat(SettingsReader.read(EXAMPLE, new OptionTree())).isInstanceOf(Reading.Good.class);
  }

  @Test
  void showsEveryKey() throws IOException {
    Set<String> shown =
        Files.readString(EXAMPLE)
            .lines()
            .map(line -> line.replaceAll("(^|\\s)#.*", ""))
            .flatMap(
                line -> java.util.regex.Pattern.compile("(\\w+):(?:\\s|$)").matcher(line).results())
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(shown).containsExactlyInAnyOrderElementsOf(KEYS);
  }
}
