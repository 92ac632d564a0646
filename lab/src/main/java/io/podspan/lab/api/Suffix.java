package io.podspan.lab.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ThreadLocalRandom;

/** Name endings in the alphabet of Kubernetes. It has no vowels, to avoid words. */
public final class Suffix {
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final int RANDOM_LENGTH = 5;
  private static final int HASH_LENGTH = 10;

  private Suffix() {}

  public static String random() {
    return ThreadLocalRandom.current()
        .ints(RANDOM_LENGTH, 0, ALPHABET.length())
        .collect(StringBuilder::new, (s, i) -> s.append(ALPHABET.charAt(i)), StringBuilder::append)
        .toString();
  }

  /** The same for the same text. */
  public static String hashOf(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      var suffix = new StringBuilder();
      for (int i = 0; i < HASH_LENGTH; i++) {
        suffix.append(ALPHABET.charAt((digest[i] & 255) % ALPHABET.length()));
      }
      return suffix.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
