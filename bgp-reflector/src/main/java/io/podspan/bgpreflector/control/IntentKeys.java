package io.podspan.bgpreflector.control;

import io.podspan.bgpreflector.settings.Key;
import io.podspan.events.ReflectorSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the intent names, out of files of this machine. A key that was read stays until the
 * service restarts, whatever becomes of its file: another one would end all sessions, whose routers
 * have the former one.
 */
final class IntentKeys {
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  private static final Logger LOG = Logger.getLogger(IntentKeys.class);

  private final Path folder;
  private final Map<String, Key> read = new HashMap<>();

  /**
   * @param folder it need not exist
   */
  IntentKeys(Path folder) {
    this.folder = folder;
  }

  /** Which key the sessions have. */
  sealed interface Answer {
    /** The intent names none: what the service's own settings say. */
    record AsSet() implements Answer {}

    /**
     * @param former what nodes may have still; empty when there is none, or none that can be read
     */
    record Found(Key key, Optional<Key> former) implements Answer {}

    /** Without it no peer is accepted. */
    record Missing(String why) implements Answer {}
  }

  /**
   * @param said what the intent says of this reflector; null if it is not declared
   */
  synchronized Answer of(@Nullable ReflectorSpec said) {
    if (said == null || said.keyFile() == null) {
      return new Answer.AsSet();
    }
    try {
      return new Answer.Found(key(said.keyFile()), former(said.formerKeyFile()));
    } catch (IllegalArgumentException e) {
      return new Answer.Missing(
          "the key of this reflector (podspan.reflector.keys-dir), without which it accepts no peer: "
              + e.getMessage());
    }
  }

  private Key key(String name) {
    Key known = read.get(name);
    if (known != null) {
      return known;
    }
    if (!PLAIN_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("its key file has a name that is no plain file name");
    }
    Key key = KeyFile.read(folder.resolve(name));
    read.put(name, key);
    return key;
  }

  /** Nodes that have the other key are not shut out because nobody has this one any more. */
  private Optional<Key> former(@Nullable String name) {
    if (name == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(key(name));
    } catch (IllegalArgumentException e) {
      LOG.warnf("nodes that have the former key get no answer: %s", e.getMessage());
      return Optional.empty();
    }
  }
}
