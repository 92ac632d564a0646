package io.podspan.bgpreflector.control;

import io.podspan.bgpreflector.settings.Key;
import io.podspan.events.ReflectorSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
    /** The intent names none: what the service's own settings say. */
    record AsSet() implements Answer {}

    record Found(Key key) implements Answer {}

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
    String name = said.keyFile();
    Key known = read.get(name);
    if (known != null) {
      return new Answer.Found(known);
    }
    if (!PLAIN_NAME.matcher(name).matches()) {
      return new Answer.Missing("the name of the key file of this reflector is no plain file name");
    }
    try {
      Key key = KeyFile.read(folder.resolve(name));
      read.put(name, key);
      return new Answer.Found(key);
    } catch (IllegalArgumentException e) {
      return new Answer.Missing(
          "the key of this reflector (podspan.reflector.keys-dir), without which it accepts no peer: "
              + e.getMessage());
    }
  }
}
