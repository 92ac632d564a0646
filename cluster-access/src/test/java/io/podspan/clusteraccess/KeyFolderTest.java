package io.podspan.clusteraccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFolderTest {
  private static final String SECRET = "k3y-0f-bgp";

  @TempDir Path parent;
  private Path folder;
  private KeyFolder keys;

  @BeforeEach
  void folderOfCredentials() throws IOException {
    folder = Files.createDirectory(parent.resolve("credentials"));
    keys = new KeyFolder(folder);
  }

  private void write(String name, String content, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private void refused(String name, String part) {
    assertThatExceptionOfType(UnusableAccessException.class)
        .isThrownBy(() -> keys.check(name))
        .satisfies(e -> assertThat(e.getMessage() + e.nextStep()).contains(part))
        .satisfies(e -> assertThat(e.getMessage() + e.nextStep()).doesNotContain(SECRET));
  }

  @Test
  void aKeyOfItsOwnerHasNoRisk() throws IOException {
    write("rr1.key", SECRET, "rw-------");
    assertThat(keys.check("rr1.key")).isEmpty();
    assertThat(keys.key("rr1.key")).isEqualTo(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-r-----", "r--r-----"})
  void aKeyThatOthersMayReadIsACautionAsMountedSecretsAre(String mode) throws IOException {
    write("rr1.key", SECRET, mode);
    assertThat(keys.check("rr1.key"))
        .containsExactly(
            "The key file rr1.key may be read by others than its owner ("
                + mode
                + "). Run chmod 0600 on it.");
  }

  @Test
  void aLineFeedIsLeftOutAndTold() throws IOException {
    write("rr1.key", SECRET + "\n", "rw-------");
    assertThat(keys.check("rr1.key")).hasSize(1).first().asString().contains("line feed");
    assertThat(keys.key("rr1.key")).isEqualTo(SECRET);
  }

  @Test
  void aKeyThatEveryUserMayWriteIsRefused() throws IOException {
    write("rr1.key", SECRET, "rw-rw-rw-");
    refused("rr1.key", "may be written by every user");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../rr1.key", "/etc/hostname", "a/b", "", ".", "..", "a\u0000b"})
  void aNameThatIsAPathIsRefused(String name) {
    refused(name, "not a plain file name");
  }

  @Test
  void aLinkOutOfTheFolderIsRefused() throws IOException {
    Path outside = Files.writeString(parent.resolve("outside"), SECRET);
    Files.createSymbolicLink(folder.resolve("rr1.key"), outside);
    refused("rr1.key", "outside of the credentials folder");
  }

  @Test
  void aFolderIsNoKey() throws IOException {
    Files.createDirectory(folder.resolve("rr1.key"));
    refused("rr1.key", "not a regular file");
  }

  @Test
  void whatIsNotThereIsNamed() {
    refused("rr1.key", "The key file rr1.key is not in the credentials folder.");
  }

  @Test
  void anEmptyOneATooLongOneAndSeveralLinesAreNoKey() throws IOException {
    write("empty", " \n", "rw-------");
    refused("empty", "is empty");
    write("long", SECRET.repeat(9), "rw-------");
    refused("long", "more than 80 octets");
    write("lines", SECRET + "\n" + SECRET, "rw-------");
    refused("lines", "several lines");
  }
}
