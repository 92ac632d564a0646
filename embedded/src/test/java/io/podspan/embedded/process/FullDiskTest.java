package io.podspan.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  @TempDir Path folder;

  @Test
  void anExceptionSaysItAlsoAsACause() {
    IOException full = new IOException("No space left on device");

    assertThat(FullDisk.saidBy(new UncheckedIOException("cannot write", full), folder))
        .hasValueSatisfying(
            said -> assertThat(said).startsWith("The disk of " + folder + " is full"));
    assertThat(FullDisk.saidBy(new IOException("Disk quota exceeded"), null))
        .contains("The disk is full: free some space on it.");
    assertThat(FullDisk.saidBy(new IOException("Permission denied"), folder)).isEmpty();
  }

  @Test
  void aProgramSaysItInItsLog() {
    String log = "FATAL:  could not write lock file \"postmaster.pid\": No space left on device";

    assertThat(FullDisk.explains(log, folder)).isPresent();
    assertThat(FullDisk.explains("FATAL:  role does not exist", folder)).isEmpty();
    assertThat(FullDisk.explains("", folder.resolve("not/there/yet"))).isEmpty();
  }
}
