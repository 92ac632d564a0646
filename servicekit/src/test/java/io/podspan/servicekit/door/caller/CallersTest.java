package io.podspan.servicekit.door.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String NEXT = "fedcba9876543210fedcba9876543210";

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int writes;

  private Callers callers() {
    Callers callers = new Callers(folder, () -> now, told::add);
    callers.refresh();
    return callers;
  }

  /** Each write is at another time, as a clock would have it. */
  private void write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(now.plusMillis(++writes)));
  }

  private void later(Callers callers) {
    now = now.plus(Duration.ofSeconds(2));
    callers.refresh();
  }

  @Test
  void aTokenOrItsDigestNamesACaller() throws IOException {
    write("alice.operator", TOKEN + "\n");
    write("ci.viewer", "sha256:" + Digest.of(NEXT).hex());

    assertThat(callers().holding(TOKEN)).contains(new Caller("alice", Role.OPERATOR));
    assertThat(callers().holding(NEXT)).contains(new Caller("ci", Role.VIEWER));
    assertThat(callers().holding(TOKEN + " ")).isEmpty();
    assertThat(callers().holding("sha256:" + Digest.of(NEXT).hex())).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void aTokenIsRolledByItsFile() throws IOException {
    write("alice.admin", TOKEN);
    Callers callers = callers();
    Caller alice = new Caller("alice", Role.ADMIN);

    write("alice.admin", TOKEN + "\n" + NEXT);
    assertThat(callers.holding(NEXT)).as("within the same second").isEmpty();
    later(callers);
    assertThat(callers.holding(TOKEN)).contains(alice);
    assertThat(callers.holding(NEXT)).contains(alice);

    write("alice.admin", NEXT);
    later(callers);
    assertThat(callers.holding(TOKEN)).isEmpty();
    assertThat(callers.stillKnow(alice)).isTrue();

    Files.delete(folder.resolve("alice.admin"));
    later(callers);
    assertThat(callers.holding(NEXT)).isEmpty();
    assertThat(callers.stillKnow(alice)).isFalse();
  }

  @Test
  void whoLostARoleIsNotKnownByIt() throws IOException {
    write("alice.viewer", TOKEN);
    assertThat(callers().stillKnow(new Caller("alice", Role.VIEWER))).isTrue();
    assertThat(callers().stillKnow(new Caller("alice", Role.ADMIN))).isFalse();
  }

  @Test
  void aTokenInTwoFilesGivesTheLesserRole() throws IOException {
    write("a.admin", TOKEN);
    write("b.viewer", TOKEN);
    assertThat(callers().holding(TOKEN)).contains(new Caller("b", Role.VIEWER));
  }

  @Test
  void aMountedSecretIsReadThroughItsLinks() throws IOException {
    Path data = Files.createDirectory(folder.resolve("..2026_01_01"));
    Files.writeString(data.resolve("alice.viewer"), TOKEN);
    Files.createSymbolicLink(folder.resolve("..data"), data.getFileName());
    Files.createSymbolicLink(folder.resolve("alice.viewer"), Path.of("..data/alice.viewer"));

    assertThat(callers().holding(TOKEN)).contains(new Caller("alice", Role.VIEWER));
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"alice", "alice.root", "Alice.admin", "-a.admin", "a\u001bb.admin", ".admin.x"})
  void aFileOfAnotherNameGivesNobodyAnything(String name) throws IOException {
    write(name, TOKEN);
    assertThat(callers().holding(TOKEN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n\n", "short", "sha256:12", "0123456789abcdef0123456789abcdef\nshort"})
  void aFileThatCannotBeUsedIsToldOnceAndNotQuoted(String text) throws IOException {
    write("alice.admin", text);
    Callers callers = callers();
    later(callers);

    assertThat(callers.holding(TOKEN)).isEmpty();
    assertThat(told).hasSize(1);
    assertThat(told.getFirst()).contains("alice.admin").doesNotContain("short", TOKEN);
  }

  @Test
  void withoutAFolderNobodyIsKnown() {
    Callers none = new Callers(null, () -> now, told::add);
    none.refresh();
    assertThat(none.holding(TOKEN)).isEmpty();

    Callers missing = new Callers(folder.resolve("nothing"), () -> now, told::add);
    missing.refresh();
    later(missing);
    assertThat(missing.isEmpty()).isTrue();
    assertThat(told).hasSize(1);
  }
}
