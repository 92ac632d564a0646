package io.podspan.servicekit.door.caller;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a secret. Secrets are random and long, so a digest is as good to know them by, and
 * of no use to those who read it. Who finds one by the time that a comparison takes has a digest,
 * still.
 *
 * @param hex 64 digits
 */
public record Digest(String hex) {
  public static final String PREFIX = "sha256:";
  private static final Pattern WRITTEN = Pattern.compile(PREFIX + "[0-9a-f]{64}");

  public static Digest of(String secret) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return new Digest(HexFormat.of().formatHex(sum));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static boolean isWritten(String line) {
    return WRITTEN.matcher(line).matches();
  }

  static Digest written(String line) {
    return new Digest(line.substring(PREFIX.length()));
  }
}
