package io.podspan.bgpreflector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgpreflector.control.IntentKeys.Answer;
import io.podspan.bgpreflector.control.IntentKeys.Former;
import io.podspan.bgpreflector.settings.Key;
import io.podspan.events.ReflectorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntentKeysTest {
  private static final String SECRET = "k3y-0f-bgp";

  @TempDir Path folder;
  private IntentKeys keys;

  @BeforeEach
  void folderOfKeys() {
    keys = new IntentKeys(folder);
  }

  private static ReflectorSpec declared(@Nullable String keyFile) {
    return new ReflectorSpec("rr1", "192.0.2.1", 179, 64512, true, keyFile);
  }

  private static String why(Answer answer) {
    return ((Answer.Missing) answer).why();
  }

  @Test
  void withoutAWordOfTheIntentItsOwnSettingsCount() {
    assertThat(keys.of(null)).isEqualTo(new Answer.AsSet());
    assertThat(keys.of(declared(null))).isEqualTo(new Answer.AsSet());
  }

  @Test
  void theKeyIsWhatIsInTheFileWithoutItsLineFeed() throws IOException {
    Files.writeString(folder.resolve("rr1.key"), SECRET + "\n");
    assertThat(keys.of(declared("rr1.key")))
        .isEqualTo(new Answer.Found(new Key(SECRET), new Former.None()));
  }

  @Test
  void aKeyThatNodesMayHaveStillIsTakenBesideIt() throws IOException {
    Files.writeString(folder.resolve("rr1.key"), SECRET);
    Files.writeString(folder.resolve("old.key"), "former");
    ReflectorSpec both =
        new ReflectorSpec("rr1", "192.0.2.1", 179, 64512, true, "rr1.key", null, "old.key");
    assertThat(keys.of(both))
        .isEqualTo(new Answer.Found(new Key(SECRET), new Former.Read(new Key("former"))));
    assertThat(keys.of(both).lacks()).isEmpty();
  }

  @Test
  void aFormerKeyThatCannotBeReadLacksAndShutsNobodyElseOut() throws IOException {
    Files.writeString(folder.resolve("rr1.key"), SECRET);
    ReflectorSpec both =
        new ReflectorSpec("rr1", "192.0.2.1", 179, 64512, true, "rr1.key", null, "gone.key");
    Answer.Found found = (Answer.Found) keys.of(both);
    assertThat(found.key()).isEqualTo(new Key(SECRET));
    assertThat(found.former().asKey()).isEmpty();
    assertThat(found.lacks().orElseThrow())
        .contains("former key")
        .contains("gone.key cannot be read");
    Files.writeString(folder.resolve("gone.key"), "former");
    assertThat(keys.of(both))
        .isEqualTo(new Answer.Found(new Key(SECRET), new Former.Read(new Key("former"))));
  }

  @Test
  void aKeyStaysWhateverBecomesOfItsFile() throws IOException {
    Path file = Files.writeString(folder.resolve("rr1.key"), SECRET);
    keys.of(declared("rr1.key"));
    Files.writeString(file, "another");
    assertThat(keys.of(declared("rr1.key")))
        .isEqualTo(new Answer.Found(new Key(SECRET), new Former.None()));
    Files.delete(file);
    assertThat(keys.of(declared("rr1.key")))
        .isEqualTo(new Answer.Found(new Key(SECRET), new Former.None()));
  }

  @Test
  void aMissingOneIsLookedForAgain() throws IOException {
    assertThat(why(keys.of(declared("rr1.key")))).contains("rr1.key cannot be read");
    Files.writeString(folder.resolve("rr1.key"), SECRET);
    assertThat(keys.of(declared("rr1.key"))).isInstanceOf(Answer.Found.class);
  }

  @Test
  void anEmptyOneAndATooLongOneAreNoKeyAndAreNotShown() throws IOException {
    Files.writeString(folder.resolve("rr1.key"), "\n");
    assertThat(why(keys.of(declared("rr1.key")))).contains("is empty");
    Files.writeString(folder.resolve("rr1.key"), SECRET.repeat(9));
    assertThat(why(keys.of(declared("rr1.key")))).contains("80 octets").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../rr1.key", "/etc/hostname", "a/b", ".."})
  void aNameThatIsAPathIsNotFollowed(String name) {
    assertThat(why(keys.of(declared(name)))).contains("no plain file name");
  }
}
