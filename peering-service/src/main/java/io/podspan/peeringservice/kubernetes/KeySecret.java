package io.podspan.peeringservice.kubernetes;

import io.podspan.peeringservice.peering.Reflector;
import org.jspecify.annotations.Nullable;

/**
 * A Secret with the key of one reflector, for routers that read one for each peer: ours, or one of
 * the cluster's operator. Here is where it is and which file the key comes from, and no key. It is
 * part of stored documents: add components, do not rename them.
 *
 * @param name ours follows from the reflector: its key stays the same while an interconnect has it
 * @param keyFile empty for a Secret of the cluster's operator, which is neither written nor taken
 *     away
 */
public record KeySecret(String namespace, String name, String keyFile) {
  /** The key in the Secret. */
  public static final String FIELD = "password";

  /** Of this reflector; null if it has no key. */
  public static @Nullable KeySecret of(Reflector reflector, String namespace) {
    if (reflector.authSecretRef() != null) {
      return new KeySecret(namespace, reflector.authSecretRef(), "");
    }
    return reflector.keyFile() == null
        ? null
        : new KeySecret(namespace, name(reflector), reflector.keyFile());
  }

  /** Whether Podspan writes it, and takes it away. */
  public boolean ours() {
    return !keyFile.isEmpty();
  }

  /** The name of the one of this reflector, which has a key. */
  public static String name(Reflector reflector) {
    return reflector.authSecretRef() != null
        ? reflector.authSecretRef()
        : RouterSecrets.PREFIX + reflector.name();
  }

  /** For people. */
  public String shown() {
    return "Secret " + namespace + "/" + name;
  }

  /** For people, in the folder of the key files: makes the Secret, and shows no key. */
  String command() {
    return RouterSecrets.commandToWrite(namespace, name, FIELD, "tr -d '\\r\\n' < " + keyFile);
  }
}
