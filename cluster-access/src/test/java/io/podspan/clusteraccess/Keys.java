package io.podspan.clusteraccess;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** The throw-away certificates and keys in {@code resources/keys}. */
final class Keys {
  private Keys() {}

  /** The certificate and the key of this name, in one PEM text. */
  static String pem(String name) {
    try (InputStream in = Keys.class.getResourceAsStream("/keys/" + name + ".pem")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String certificate(String name) {
    String pem = pem(name);
    return pem.substring(0, pem.indexOf("-----END CERTIFICATE-----") + 26);
  }

  static String key(String name) {
    return pem(name).substring(certificate(name).length());
  }

  static String base64(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
  }
}
