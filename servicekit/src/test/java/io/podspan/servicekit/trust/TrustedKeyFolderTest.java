package io.podspan.servicekit.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How one key replaces another, without a restart of readers. */
class TrustedKeyFolderTest {
  private final SigningKey old = SigningKey.generate();
  private final SigningKey next = SigningKey.generate();

  @TempDir Path folder;
  private long nanos;

  private void put(String name, String pem) throws IOException {
    Files.writeString(folder.resolve(name), pem);
  }

  private void pass(int seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void aKeyIsAddedAndTheFormerOneGoes() throws IOException {
    TrustedKeyFolder trusted = new TrustedKeyFolder(folder, () -> nanos);
    put("old.pem", old.trusted().toPem());
    assertThat(trusted.keys().ids()).containsExactly(old.trusted().id());

    put("next.pem", next.trusted().toPem());
    pass(11);
    assertThat(trusted.keys().ids())
        .containsExactlyInAnyOrder(old.trusted().id(), next.trusted().id());

    Files.delete(folder.resolve("old.pem"));
    pass(11);
    assertThat(trusted.keys().ids()).containsExactly(next.trusted().id());
  }

  @Test
  void aFolderThatCannotBeUsedChangesNothing() throws IOException {
    TrustedKeyFolder trusted = new TrustedKeyFolder(folder, () -> nanos);
    put("old.pem", old.trusted().toPem());
    trusted.keys();

    put("next.pem", "no key");
    pass(11);
    assertThat(trusted.keys().ids()).containsExactly(old.trusted().id());

    Files.delete(folder.resolve("next.pem"));
    Files.delete(folder.resolve("old.pem"));
    pass(11);
    assertThat(trusted.keys().ids()).as("an empty folder").containsExactly(old.trusted().id());
  }

  @Test
  void withoutAnyKeyNobodyIsTrusted() {
    assertThat(new TrustedKeyFolder(folder.resolve("absent"), () -> nanos).keys().ids()).isEmpty();
  }
}
