package io.podspan.servicekit.door.entrance;

import java.security.SecureRandom;
import java.util.Base64;

/** Something that cannot be guessed: 256 random bits. */
final class Secret {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private Secret() {}

  static String make() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
