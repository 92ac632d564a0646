package io.podspan.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnTokenTest {
  @TempDir Path root;
  private DataFolder folder;

  @BeforeEach
  void takeFolder() {
    folder = DataFolder.take(root.resolve("data"));
  }

  @AfterEach
  void release() {
    folder.close();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private String provided() throws IOException {
    OwnToken.provide(folder);
    return Files.readString(folder.token()).strip();
  }

  @Test
  void onlyTheOwnerReadsTheTokenAndServicesGetItsDigest() throws IOException {
    String token = provided();
    Path caller = folder.callers().resolve("local.admin");

    assertThat(token).hasSize(43);
    assertThat(mode(folder.token())).isEqualTo("rw-------");
    assertThat(mode(folder.callers())).isEqualTo("rwx------");
    assertThat(mode(caller)).isEqualTo("rw-------");
    assertThat(Files.readString(caller).strip())
        .matches("sha256:[0-9a-f]{64}")
        .doesNotContain(token);
  }

  @Test
  void theTokenStaysUntilItsFileIsRemoved() throws IOException {
    String first = provided();
    assertThat(provided()).isEqualTo(first);

    Files.delete(folder.token());
    assertThat(provided()).isNotEqualTo(first);
    try (var files = Files.list(folder.callers())) {
      assertThat(files).hasSize(1);
    }
  }
}
