package io.podspan.clusteraccess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Files of the credentials folder that hold one key each, such as that of BGP sessions (TCP MD5). A
 * key leaves this class by {@link #key} alone, for the router or the reflector that needs it.
 */
public final class KeyFolder {
  /** The longest key that Linux takes (TCP_MD5SIG_MAXKEYLEN), in octets. */
  private static final int LONGEST_KEY = 80;

  private static final Set<PosixFilePermission> WIDE =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ);

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
    String content = content(file, what, permissions);
    List<String> cautions = new ArrayList<>();
    if (permissions.stream().anyMatch(WIDE::contains)) {
      cautions.add(
          what
              + " may be read by others than its owner ("
              + PosixFilePermissions.toString(permissions)
              + "). Run chmod 0600 on it.");
    }
    if (!content.equals(content.strip())) {
      cautions.add(
          what
              + " has a line feed or blanks around the key. Podspan and its reflector leave them"
              + " out; another reflector may take them as part of the key.");
    }
    return List.copyOf(cautions);
  }

  /**
   * The key in the file of this name, without blanks and line feeds around it.
   *
   * @throws UnusableAccessException as {@link #check}
   */
  public String key(String name) {
    String what = "The key file " + name;
    Path file = folder.keyFile(name);
    return content(file, what, permissions(file, what)).strip();
  }

  private String content(Path file, String what, Set<PosixFilePermission> permissions) {
    if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new UnusableAccessException(
          what + " may be written by every user of the machine.", "Run chmod o-rw on it.");
    }
    String content = new String(folder.read(file, what), StandardCharsets.UTF_8);
    checkKey(content.strip(), what);
    return content;
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
