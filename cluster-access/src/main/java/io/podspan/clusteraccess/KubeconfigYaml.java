package io.podspan.clusteraccess;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The YAML of a kubeconfig, read so that nothing in it has two meanings: one document, each key
 * once, and text where a text is meant.
 */
final class KubeconfigYaml {
  private static final List<String> TEXTS =
      List.of("token", "password", "username", "as", "as-uid", "tokenFile");

  private KubeconfigYaml() {}

  /**
   * The document as maps, lists and scalars; null if there is none.
   *
   * @param name of the kubeconfig, for messages
   * @throws UnusableAccessException when it is ambiguous
   */
  static @Nullable Object document(String text, String name) {
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    Iterator<Object> documents = new Load(settings).loadAllFromString(text).iterator();
    Object first = documents.hasNext() ? documents.next() : null;
    while (documents.hasNext()) {
      if (documents.next() != null) {
        throw new UnusableAccessException(
            "The kubeconfig " + name + " has more than one YAML document (separated by ---).",
            "Keep one of them per file.");
      }
    }
    refuseNumbers(first, name);
    return first;
  }

  /** A number has other spellings than its digits, {@code 1e3} or {@code 0x10}. */
  private static void refuseNumbers(@Nullable Object document, String name) {
    if (document instanceof Map<?, ?> config && config.get("users") instanceof List<?> users) {
      for (Object entry : users) {
        if (entry instanceof Map<?, ?> named && named.get("user") instanceof Map<?, ?> user) {
          TEXTS.forEach(field -> refuseNumber(user.get(field), field, name));
          if (user.get("as-groups") instanceof List<?> groups) {
            groups.forEach(group -> refuseNumber(group, "as-groups", name));
          }
        }
      }
    }
  }

  private static void refuseNumber(@Nullable Object value, String field, String name) {
    if (value instanceof Number || value instanceof Boolean) {
      throw new UnusableAccessException(
          "The field " + field + " of the kubeconfig " + name + " is a number or a truth value.",
          "Write it in quotes, so that it is text.");
    }
  }
}
