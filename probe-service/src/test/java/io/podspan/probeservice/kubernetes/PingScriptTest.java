package io.podspan.probeservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.measure.Ping;
import io.podspan.probeservice.measure.RoundTrip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    Map<IpAddress, Ping> pings = PingOutput.parse(run(LOOPBACK), LOOPBACK, 3).pings();
    assertThat(pings).hasSize(3);
    assertThat(pings.values())
        .allSatisfy(ping -> assertThat(ping).isInstanceOf(Ping.Answered.class));
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("one after the other they would need 1.2 s of waiting alone, and they may take this")
        .isLessThan(PingScript.atMost(3));
  }

  /** Pings that know not all of the options: only what they lack is left out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "case $* in *-i*) echo 'ping: unrecognized option: i' >&2; exit 1;; esac",
        "case $* in *0.2*) echo \"ping: invalid value ('0.2' near '.2')\" >&2; exit 64;; esac"
      })
  void asksAgainWithFewerOptions(String refusal, @TempDir Path folder) throws Exception {
    Path ping = folder.resolve("ping");
    Files.writeString(
        ping,
        "#!/bin/sh\n"
            + refusal
            + "\necho '64 bytes from 127.0.0.1: seq=0 ttl=64 time=0.500 ms'"
            + "\necho '2 packets transmitted, 1 packets received, 50% packet loss'\n");
    assertThat(ping.toFile().setExecutable(true)).isTrue();
    IpAddress address = LOOPBACK.getFirst();
    ProcessBuilder builder = new ProcessBuilder(PingScript.command(List.of(address), 2));
    builder.environment().put("PATH", folder + ":/usr/bin:/bin");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(PingOutput.parse(output, List.of(address), 2).pings())
        .containsEntry(address, new Ping.Answered(2, 1, new RoundTrip(500, 500, 500)));
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
