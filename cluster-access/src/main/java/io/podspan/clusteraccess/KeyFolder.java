package io.podspan.clusteraccess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/**
 * Files of the credentials folder that hold one key each, such as that of BGP sessions (TCP MD5).
 * They are looked at, and nothing of a key leaves this class.
 */
public final class KeyFolder {
  /** The longest key that Linux takes (TCP_MD5SIG_MAXKEYLEN), in octets. */
  private static final int LONGEST_KEY = 80;

  private final CredentialsFolder folder;

  /**
   * @param folder it need not exist yet
   */
  public KeyFolder(Path folder) {
    this.folder = new CredentialsFolder(folder);
  }

  /**
   * Whether the file of this name can be used as a key.
   *
   * @return what is allowed and still a risk, a sentence each
   * @throws UnusableAccessException when there is no such file, it is outside of the folder, others
   *     may write it, or it holds no key
   */
  public List<String> check(String name) {
    String what = "The key file " + name;
    Path file = folder.keyFile(name);
    Set<PosixFilePermission> permissions = permissions(file, what);
    if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new UnusableAccessException(
          what + " may be written by every user of the machine.", "Run chmod o-rw on it.");
    }
    checkKey(new String(folder.read(file, what), StandardCharsets.UTF_8).strip(), what);
    return permissions.contains(PosixFilePermission.OTHERS_READ)
        ? List.of(what + " may be read by every user of the machine that has it.")
        : List.of();
  }

  private static void checkKey(String key, String what) {
    if (key.isEmpty()) {
      throw new UnusableAccessException(what + " is empty.", "Put the key into it, on one line.");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw new UnusableAccessException(
          what + " has more than " + LONGEST_KEY + " octets.", "Use a shorter key.");
    }
    if (key.codePoints().anyMatch(Character::isISOControl)) {
      throw new UnusableAccessException(
          what + " has several lines, or characters that no key has.",
          "Put one key into it, on one line.");
    }
  }

  private static Set<PosixFilePermission> permissions(Path file, String what) {
    try {
      return Files.getPosixFilePermissions(file);
    } catch (UnsupportedOperationException _) {
      return Set.of();
    } catch (IOException _) {
      throw CredentialsFolder.unreadable(what);
    }
  }
}
