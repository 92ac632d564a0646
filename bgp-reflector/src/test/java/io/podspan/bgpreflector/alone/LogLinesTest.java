package io.podspan.bgpreflector.alone;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void linesComeInOrderWithTheTime() {
    try (LogLines lines = LogLines.to(new PrintStream(written, true, StandardCharsets.UTF_8))) {
      lines.say("one");
      lines.say("two");
    }
    assertThat(text().lines())
        .hasSize(2)
        .allMatch(
            line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (one|two)"));
    assertThat(text()).containsSubsequence("one", "two");
  }

  @Test
  void aLineStaysOneLineWhateverItHolds() {
    try (LogLines lines = LogLines.to(new PrintStream(written, true, StandardCharsets.UTF_8))) {
      lines.say("peer caf\u00e9\u001b[2J\r\nforged\u2028\u202e up");
    }
    assertThat(text().lines())
        .singleElement()
        .asString()
        .endsWith(" peer caf\u00e9\\u001b[2J\\u000d\\u000aforged\\u2028\\u202e up");
  }

  @Test
  void whoeverSpeaksNeverWaitsForASlowTerminalAndLostLinesAreCounted() {
    CountDownLatch terminal = new CountDownLatch(1);
    try (LogLines lines =
        LogLines.to(new PrintStream(slow(terminal), true, StandardCharsets.UTF_8))) {
      for (int i = 0; i < 10_000; i++) {
        lines.say("line " + i);
      }
      terminal.countDown();
      await().untilAsserted(() -> assertThat(text()).contains("lines before this one are lost"));
    }
    assertThat(text()).contains("line 0").doesNotContain("line 9999");
  }

  private OutputStream slow(CountDownLatch terminal) {
    return new OutputStream() {
      @Override
      public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] octets, int from, int length) {
        try {
          terminal.await();
        } catch (InterruptedException ended) {
          Thread.currentThread().interrupt();
        }
        written.write(octets, from, length);
      }
    };
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
