package io.podspan.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.events.signature.SigningKey;
import io.podspan.events.signature.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntentKeysTest {
  @TempDir Path folder;

  @Test
  void makesAPairThatOnlyTheOwnerReadsAndTrustsIt() throws IOException {
    IntentKeys keys = new IntentKeys(folder.resolve("intent-key"));

    String id = keys.make();

    assertThat(SigningKey.read(keys.signing()).trusted().id()).isEqualTo(id);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.signing())))
        .isEqualTo("rw-------");
    String trusted = Files.readString(keys.trusted().resolve(id + ".pem"));
    assertThat(TrustedKey.parse(trusted).id()).isEqualTo(id);
    assertThat(trusted).doesNotContain("PRIVATE");
  }

  @Test
  void replacesNoKey() throws IOException {
    IntentKeys keys = new IntentKeys(folder);
    keys.make();
    String before = Files.readString(keys.signing());

    assertThatThrownBy(keys::make).hasMessageContaining("is there already");
    assertThat(Files.readString(keys.signing())).isEqualTo(before);
  }
}
