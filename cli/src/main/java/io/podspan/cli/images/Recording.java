package io.podspan.cli.images;

import io.podspan.cli.machine.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs everything once on the image's own Java runtime, so that its AOT caches fit the image. */
final class Recording {
  private Recording() {}

  /**
   * @param command the jar of this command line
   */
  static void run(Path runtime, Path command, Installation stage, Consumer<String> lines)
      throws IOException {
    Files.createDirectories(stage.cache("any").getParent());
    Programs.run(
        "the recording of AOT caches",
        List.of(
            runtime.resolve("bin/java").toString(),
            "-Xmx128m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-D" + Installation.HOME_PROPERTY + "=" + stage.root(),
            "-jar",
            command.toString(),
            "record-caches"),
        Map.of("MALLOC_ARENA_MAX", "2"),
        lines);
  }
}
