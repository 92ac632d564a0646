package io.podspan.embedded.postgres;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The passwords of one instance, generated at its first start. The file is readable only by its
 * owner.
 */
final class Logins {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;
  private final Properties passwords = new Properties();

  Logins(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        passwords.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
  }

  boolean knows(String role) {
    return passwords.containsKey(role);
  }

  Login of(String role) {
    String password = passwords.getProperty(role);
    if (password == null) {
      throw new IllegalArgumentException("there is no role " + role + " in " + file);
    }
    return new Login(role, password);
  }

  /** Generates a password; {@link #save} stores it. */
  Login invent(String role) {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    passwords.setProperty(role, HexFormat.of().formatHex(random));
    return of(role);
  }

  void save() {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, OWNER_ONLY);
      try (Writer writer = Files.newBufferedWriter(fresh)) {
        passwords.store(writer, null);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
