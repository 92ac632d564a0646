package io.podspan.servicekit.door.entrance;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.servicekit.door.caller.Caller;
import io.podspan.servicekit.door.caller.Callers;
import io.podspan.servicekit.door.caller.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
  private static final Caller ALICE = new Caller("alice", Role.VIEWER);

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;
  private Callers callers;
  private Sessions sessions;

  @BeforeEach
  void know() throws IOException {
    Files.writeString(folder.resolve("alice.operator"), "0123456789abcdef0123456789abcdef");
    callers = new Callers(folder, clock, _ -> {});
    callers.refresh();
    sessions = new Sessions(callers, clock);
  }

  private void later(Duration time) {
    now = now.plus(time);
    callers.refresh();
  }

  @Test
  void aCodeLetsInOnce() {
    String code = sessions.code(ALICE);
    String cookie = sessions.enter(code).orElseThrow();

    assertThat(sessions.of(cookie)).contains(ALICE);
    assertThat(sessions.enter(code)).isEmpty();
    assertThat(sessions.of(code)).isEmpty();
    assertThat(sessions.enter(cookie)).isEmpty();
  }

  @Test
  void aCodeEndsAfterMinutesAndASessionAfterHours() {
    String late = sessions.code(ALICE);
    String cookie = sessions.enter(sessions.code(ALICE)).orElseThrow();

    later(Duration.ofMinutes(5));
    assertThat(sessions.enter(late)).isEmpty();
    assertThat(sessions.of(cookie)).contains(ALICE);
    later(Duration.ofHours(12));
    assertThat(sessions.of(cookie)).isEmpty();
  }

  @Test
  void aSessionEndsWithItsCallersFile() throws IOException {
    String cookie = sessions.enter(sessions.code(ALICE)).orElseThrow();
    String code = sessions.code(ALICE);

    Files.delete(folder.resolve("alice.operator"));
    later(Duration.ofSeconds(2));
    assertThat(sessions.of(cookie)).isEmpty();
    assertThat(sessions.enter(code)).isEmpty();
  }

  @Test
  void codesAreBoundedAndAllDifferent() {
    String first = sessions.code(ALICE);
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      codes.add(sessions.code(ALICE));
    }
    assertThat(codes).hasSize(100).allMatch(code -> code.length() == 43);
    assertThat(sessions.enter(first)).as("the oldest went").isEmpty();
  }
}
