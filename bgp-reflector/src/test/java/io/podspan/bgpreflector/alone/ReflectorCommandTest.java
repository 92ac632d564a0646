package io.podspan.bgpreflector.alone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReflectorCommandTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Signals signals = new Signals();

  @Test
  void helpNamesEveryOption() throws InterruptedException {
    assertThat(execute("--help")).isEqualTo(ExitCode.OK);
    for (Option option : Option.values()) {
      assertThat(said(out)).contains(option.synopsis());
    }
    assertThat(said(out)).contains("Examples:", "Exit codes:", "SIGHUP");
  }

  @Test
  void aGoodFileIsSaidToBeGood() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("r.yaml"), "asn: 1\nlisten: 192.0.2.1\npeers: [{address: 192.0.2.2}]\n");
    assertThat(execute("-f", file.toString(), "--check-config")).isEqualTo(ExitCode.OK);
    assertThat(said(out)).isEqualTo(file + " is good: 1 peer, 0 ranges, 0 originated\n");
  }

  @Test
  void faultsAreToldOnStandardErrorAndNothingStarts() throws Exception {
    Path file =
        Files.writeString(folder.resolve("r.yaml"), "asn: 1\nlisten: 192.0.2.1\npeer: []\n");
    assertThat(execute("-f", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(said(err)).contains(file + ":3:1: 'peer' is unknown; did you mean 'peers'?");
    assertThat(said(out)).isEmpty();
  }

  @Test
  void anOptionThatDoesNotExistIsAnErrorOfUsage() throws InterruptedException {
    assertThat(execute("--alow", "10.0.0.0/8")).isEqualTo(ExitCode.USAGE);
    assertThat(said(err)).contains("did you mean '--allow'?", "--help");
  }

  @Test
  void aTakenPortIsAFailureWithARemedy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int code =
          execute(
              "--listen",
              "127.0.0.1:" + taken.getLocalPort(),
              "--asn",
              "1",
              "--allow",
              "127.0.0.2/32");
      assertThat(code).isEqualTo(ExitCode.FAILED);
    }
    assertThat(said(err)).contains("cannot listen on 127.0.0.1", "another BGP speaker is there");
  }

  @Test
  void doesWhatSignalsAskForAndEndsWhenToldTo() throws Exception {
    signals.add(Signals.Request.STATUS);
    signals.add(Signals.Request.RELOAD);
    signals.add(Signals.Request.STOP);
    int code =
        execute("--listen", "127.0.0.1:" + freePort(), "--asn", "64512", "--allow", "127.0.0.2/32");
    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(said(out))
        .containsSubsequence(
            "listening on 127.0.0.1 port",
            "AS 64512, router id 127.0.0.1",
            "s after the start",
            "status: 0 of ",
            "nothing to read again: there is no file",
            "stopping");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private int execute(String... arguments) throws InterruptedException {
    return new ReflectorCommand(
            signals,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .execute(arguments);
  }

  private static String said(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
