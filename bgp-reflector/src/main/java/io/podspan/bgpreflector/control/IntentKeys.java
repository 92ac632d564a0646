package io.podspan.bgpreflector.control;

import io.podspan.bgpreflector.settings.Key;
import io.podspan.events.ReflectorSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the intent names, out of files of this machine. A key that was read stays until the
 * service restarts, whatever becomes of its file: another one would end all sessions, whose routers
 * have the former one.
 */
final class IntentKeys {
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

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
    /** Why a key that the intent names cannot be read; empty when each can. */
    default Optional<String> lacks() {
      return switch (this) {
        case AsSet _ -> Optional.empty();
        case Found(Key _, Former former) ->
            former instanceof Former.Lacking(String why) ? Optional.of(why) : Optional.empty();
        case Missing(String why) -> Optional.of(why);
      };
    }

    /** The intent names none: what the service's own settings say. */
    record AsSet() implements Answer {}

    /**
     * @param former what nodes may have still
     */
    record Found(Key key, Former former) implements Answer {}

    /** Without it no peer is accepted. */
    record Missing(String why) implements Answer {}
  }

  /** The key that nodes have which did not change yet. */
  sealed interface Former {
    /** The intent names none. */
    record None() implements Former {}

    record Read(Key key) implements Former {}

    /** Without it these nodes get no answer. */
    record Lacking(String why) implements Former {}

    /** Empty when there is none, or none that can be read. */
    default Optional<Key> asKey() {
      return this instanceof Read(Key key) ? Optional.of(key) : Optional.empty();
    }
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
  private Former former(@Nullable String name) {
    if (name == null) {
      return new Former.None();
    }
    try {
      return new Former.Read(key(name));
    } catch (IllegalArgumentException e) {
      return new Former.Lacking(
          "the former key of this reflector (podspan.reflector.keys-dir), without which nodes that"
              + " have it get no answer: "
              + e.getMessage());
    }
  }
}
