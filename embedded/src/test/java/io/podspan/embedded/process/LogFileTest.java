package io.podspan.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir Path folder;

  @Test
  void showsItsLastLines() throws IOException {
    LogFile log = written("one\ntwo\nthree\n");

    assertThat(log.tail(2)).containsExactly("two", "three");
    assertThat(log.quoted(1)).contains("the end of ").endsWith("three");
  }

  @Test
  void isSilentWhenThereIsNone() {
    LogFile log = new LogFile(folder.resolve("absent"));

    assertThat(log.tail(5)).isEmpty();
    assertThat(log.quoted(5)).isEmpty();
  }

  @Test
  void movesItsContentAwayBeyondTheLimitOnly() throws IOException {
    LogFile log = written("0123456789");

    log.rotateBeyond(10);
    assertThat(log.path()).hasContent("0123456789");
    log.rotateBeyond(9);

    assertThat(log.path()).isEmptyFile();
    assertThat(folder.resolve("log.1")).hasContent("0123456789");
  }

  private LogFile written(String content) throws IOException {
    return new LogFile(Files.writeString(folder.resolve("log"), content));
  }
}
