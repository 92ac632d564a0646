package io.podspan.probeservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.measure.Ping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The script in a real shell, with the real ping of this machine, on loopback. */
class PingScriptTest {
  private static final List<IpAddress> LOOPBACK =
      Stream.of("127.0.0.1", "127.0.0.2", "127.0.0.3").map(IpAddress::of).toList();

  @Test
  void pingsAllAddressesAtTheSameTimeAndItsOutputIsUnderstood() throws Exception {
    assumeTrue(
        Stream.of("/bin/ping", "/usr/bin/ping").anyMatch(p -> Files.isExecutable(Path.of(p))),
        "no ping on this machine");
    long began = System.nanoTime();
    Map<IpAddress, Ping> pings = PingOutput.parse(run(LOOPBACK), LOOPBACK, 3);
    assertThat(pings).hasSize(3);
    assertThat(pings.values())
        .allSatisfy(ping -> assertThat(ping).isInstanceOf(Ping.Answered.class));
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("one after the other they would need 1.2 s of waiting alone, and they may take this")
        .isLessThan(PingScript.atMost(3));
  }

  private static String run(List<IpAddress> addresses) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(PingScript.command(addresses, 3)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void whatVariesIsAnArgumentAndNeverPartOfTheScript() {
    String[] one = PingScript.command(LOOPBACK.subList(0, 1), 3);
    String[] other = PingScript.command(LOOPBACK.subList(1, 3), 5);
    assertThat(one[2]).isEqualTo(other[2]);
    assertThat(List.of(other).subList(3, 7))
        .containsExactly("podspan-probe", "5", "127.0.0.2", "127.0.0.3");
  }
}
