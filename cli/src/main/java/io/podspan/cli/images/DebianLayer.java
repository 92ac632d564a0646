package io.podspan.cli.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** The root file system: Debian's essential packages, as mmdebstrap installs them. */
final class DebianLayer {
  static final String RELEASE = "bookworm";

  private DebianLayer() {}

  /** Makes it in this file. One that is there is kept. */
  static void make(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Path draft = file.resolveSibling("draft-" + file.getFileName());
    Files.deleteIfExists(draft);
    Programs.run(
        "mmdebstrap",
        List.of(
            "mmdebstrap",
            "--quiet",
            "--variant=essential",
            "--dpkgopt=path-exclude=/usr/share/doc/*",
            "--dpkgopt=path-exclude=/usr/share/locale/*",
            "--dpkgopt=path-exclude=/usr/share/man/*",
            RELEASE,
            draft.toString()),
        Map.of("SOURCE_DATE_EPOCH", Long.toString(FixedTime.INSTANT.getEpochSecond())),
        _ -> {});
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
