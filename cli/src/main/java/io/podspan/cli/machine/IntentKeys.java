package io.podspan.cli.machine;

import io.podspan.events.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The keys of the intent in a folder: {@code signing.pem} for peering-service alone, and a folder
 * {@code trusted} with the public keys for all services.
 */
public final class IntentKeys {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path folder;

  public IntentKeys(Path folder) {
    this.folder = folder;
  }

  public Path signing() {
    return folder.resolve("signing.pem");
  }

  public Path trusted() {
    return folder.resolve("trusted");
  }

  public boolean exist() {
    return Files.exists(signing());
  }

  /**
   * Makes a pair and trusts it, besides those that are trusted already.
   *
   * @return the id of the key
   * @throws IOException also when there is one already
   */
  public String make() throws IOException {
    if (exist()) {
      throw new IOException(signing() + " is there already; it is not replaced");
    }
    Files.createDirectories(trusted());
    SigningKey key = SigningKey.generate();
    String id = key.trusted().id();
    Files.writeString(trusted().resolve(id + ".pem"), key.trusted().toPem());
    // Whole or not at all, and never readable for others.
    Path next = folder.resolve("signing.pem.new");
    Files.deleteIfExists(next);
    Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.writeString(next, key.toPem());
    Files.move(next, signing(), StandardCopyOption.ATOMIC_MOVE);
    return id;
  }
}
