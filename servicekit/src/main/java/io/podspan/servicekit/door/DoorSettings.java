package io.podspan.servicekit.door;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who gets in, from where. */
@ConfigMapping(prefix = "podspan.door")
public interface DoorSettings {
  /** A folder with a file {@code NAME.ROLE} for each caller. Without it nobody changes anything. */
  Optional<Path> callers();

  /** Where reads need no token. */
  @WithDefault("loopback")
  AnonymousReads anonymousReads();

  /** Names that the service goes by, besides localhost and addresses. */
  Optional<List<String>> hosts();

  /** Whether metrics need no token, from anywhere. */
  @WithDefault("false")
  boolean openMetrics();

  /** Files of a page that tell nothing by themselves; a last {@code *} stands for any name. */
  Optional<List<String>> pageFiles();

  /** Paths where a POST asks and changes nothing: a viewer may. */
  Optional<List<String>> questions();

  /** Whom a read without a token is answered. */
  enum AnonymousReads {
    /** Who calls from this machine by its loopback address. */
    LOOPBACK,
    NEVER,
    ALWAYS
  }
}
