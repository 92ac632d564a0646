package io.podspan.clusteraccess;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;

/**
 * The files in the credentials folder. A file outside of it is never read. Links are followed if
 * their target is inside, because Kubernetes mounts Secrets as links.
 */
final class CredentialsFolder {
  /** A kubeconfig has a few KiB. A larger file is something else. */
  static final int LARGEST_FILE = 1 << 20;

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  private final Path folder;

  CredentialsFolder(Path folder) {
    this.folder = folder;
  }

  /** The kubeconfig with this plain name. */
  Path kubeconfig(String name) {
    return named(name, "kubeconfig", " podspan clusters grant makes one.");
  }

  /** The file with this plain name that holds a key. */
  Path keyFile(String name) {
    return named(name, "key file", "");
  }

  private Path named(String name, String kind, String hint) {
    if (!PLAIN_NAME.matcher(name).matches()) {
      throw new UnusableAccessException(
          "The name of the " + kind + " is not a plain file name.",
          "Use letters, digits, dots, dashes and underscores only, and no folders.");
    }
    return inside(name, "The " + kind + " " + name, hint);
  }

  /** A file that a kubeconfig refers to, relative to the folder. */
  Path referred(String path, String what) {
    return inside(path, what, "");
  }

  private Path inside(String path, String what, String hint) {
    try {
      Path real = folder.resolve(path).toRealPath();
      if (real.startsWith(folder.toRealPath()) && Files.isRegularFile(real)) {
        return real;
      }
    } catch (NoSuchFileException e) {
      throw new UnusableAccessException(
          what + " is not in the credentials folder.",
          "Put the file into the folder %s on every service (podspan.credentials-dir).%s"
              .formatted(folder, hint));
    } catch (IOException | InvalidPathException e) {
      throw unreadable(what);
    }
    throw new UnusableAccessException(
        what + " is outside of the credentials folder, or is not a regular file.",
        "Copy the file into the folder %s; a kubeconfig may also embed its content (...-data)."
            .formatted(folder));
  }

  /** The whole content. */
  byte[] read(Path file, String what) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(LARGEST_FILE + 1);
      if (content.length > LARGEST_FILE) {
        throw new UnusableAccessException(
            what + " is larger than 1 MiB.", "Remove everything that this cluster does not need.");
      }
      return content;
    } catch (IOException e) {
      throw unreadable(what);
    }
  }

  /** A text that changes if the file is replaced or written. */
  static String fingerprint(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return file + "|" + is.lastModifiedTime() + "|" + is.size() + "|" + is.fileKey();
    } catch (IOException e) {
      return file + "|away";
    }
  }

  static UnusableAccessException unreadable(String what) {
    return new UnusableAccessException(
        what + " cannot be read.", "Check the file's owner and permissions.");
  }
}
