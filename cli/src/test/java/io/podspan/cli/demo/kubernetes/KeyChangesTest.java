package io.podspan.cli.demo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyChangesTest {
  @TempDir Path folder;

  @Test
  void aKeyOfADemoBeforeIsReplacedAndNobodyElseReadsIt() throws IOException {
    Path file = folder.resolve("demo-next.key");
    Files.writeString(file, "a longer key of the demo before");
    KeyChanges.writeKey(file, "next");
    assertThat(file).hasContent("next");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
