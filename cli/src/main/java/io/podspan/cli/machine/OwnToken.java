package io.podspan.cli.machine;

import io.podspan.embedded.process.StartFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The token of whoever owns the data folder: an admin's. Commands read it there; services get only
 * its digest, as the caller {@code local} in the folder of callers. Removing the file rolls it at
 * the next start.
 */
final class OwnToken {
  private static final String CALLER = "local.admin";
  private static final int BYTES = 32;

  private OwnToken() {}

  /** Makes it where there is none, and tells the services which it is. */
  static void provide(DataFolder folder) {
    Path file = folder.token();
    try {
      if (!Files.exists(file) || Files.readString(file).isBlank()) {
        write(file, random());
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      write(folder.callers().resolve(CALLER), "sha256:" + digest(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new StartFailedException("cannot write the token " + file + ": " + e.getMessage(), e);
    }
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** As a whole, and at no moment readable by others. */
  private static void write(Path file, String line) throws IOException {
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            ".token",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(draft, line + "\n", StandardOpenOption.WRITE);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static String digest(String token) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
