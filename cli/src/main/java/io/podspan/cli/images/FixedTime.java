package io.podspan.cli.images;

import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The time of every file in an image: it must not differ from build to build. */
final class FixedTime {
  static final Instant INSTANT = Instant.parse("2026-01-01T00:00:00Z");
  static final FileTime FILE_TIME = FileTime.from(INSTANT);

  private FixedTime() {}
}
