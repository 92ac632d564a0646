package io.podspan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.embedded.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
  @TempDir Path folder;

  @Test
  void emptiesWhatAFormerDemoLeft() throws IOException {
    DemoFolder.require(folder);
    Files.createDirectories(folder.resolve("postgres/cluster"));
    Files.createFile(folder.resolve("postgres/cluster/data"));
    Files.createFile(folder.resolve("lock"));

    DemoFolder.require(folder);
    DemoFolder.empty(folder);

    assertThat(folder.resolve("postgres")).doesNotExist();
    assertThat(folder.resolve("lock")).exists();
  }

  @Test
  void leavesAloneWhatIsNoDemos() throws IOException {
    Path precious = Files.createFile(folder.resolve("precious"));

    assertThatThrownBy(() -> DemoFolder.require(folder))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("is not a demo's")
        .hasMessageContaining("--data");
    assertThat(precious).exists();
  }
}
