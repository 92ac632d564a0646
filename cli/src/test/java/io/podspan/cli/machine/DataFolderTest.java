package io.podspan.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.embedded.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void isHeldByOneProcessAtATime() {
    try (DataFolder held = DataFolder.take(folder)) {
      assertThatThrownBy(() -> DataFolder.take(held.path()))
          .isInstanceOf(StartFailedException.class)
          .hasMessageContaining("is in use by process " + ProcessHandle.current().pid())
          .hasMessageContaining("java")
          .hasMessageContaining("--data FOLDER");
    }
  }

  @Test
  void isFreeAgainWhenItsHolderIsGone() {
    DataFolder.take(folder).close();

    try (DataFolder again = DataFolder.take(folder)) {
      assertThat(again.path()).isEqualTo(folder);
    }
  }

  @Test
  void doesNotMindWhatAKilledHolderLeft() throws IOException {
    Files.writeString(folder.resolve("holder"), "999999999\n2026-01-01T00:00:00Z\n");
    Files.createFile(folder.resolve("lock"));

    try (DataFolder taken = DataFolder.take(folder)) {
      assertThat(taken.path().resolve("holder"))
          .content()
          .startsWith(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void letsOnlyItsOwnerSeeTheCredentials() throws IOException {
    try (DataFolder held = DataFolder.take(folder)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(held.credentials())))
          .isEqualTo("rwx------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(held.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void emptiesAChildsTemporaryFolderBeforeEachOfItsStarts() throws IOException {
    try (DataFolder held = DataFolder.take(folder)) {
      Path first = held.temporary("console");
      Files.createDirectories(first.resolve("vertx-cache/1"));
      Files.createFile(first.resolve("vertx-cache/1/page.html"));

      assertThat(held.temporary("console")).isEqualTo(first).isEmptyDirectory();

      held.deleteTemporary();
      assertThat(first).doesNotExist();
    }
  }

  @Test
  void saysWhenItCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> DataFolder.take(file.resolve("below")))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("cannot use the folder");
  }
}
