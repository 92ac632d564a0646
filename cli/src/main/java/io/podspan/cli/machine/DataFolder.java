package io.podspan.cli.machine;

import io.podspan.embedded.process.FileTree;
import io.podspan.embedded.process.FullDisk;
import io.podspan.embedded.process.ProcessTable;
import io.podspan.embedded.process.StartFailedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything, held by one process at a time. The kernel releases it however
 * that one ends.
 */
public final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes the folder, creating it when absent.
   *
   * @throws StartFailedException when another process holds it, with its pid and command, or it
   *     cannot be written
   */
  public static DataFolder take(Path path) {
    try {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new StartFailedException(holder(path));
      }
      Files.writeString(
          path.resolve("holder"), ProcessHandle.current().pid() + "\n" + Instant.now() + "\n");
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw new StartFailedException(
          "cannot use the folder " + path + ": " + FullDisk.saidBy(e, path).orElse(e.getMessage()),
          e);
    }
  }

  public Path path() {
    return path;
  }

  public Path log(String name) {
    return path.resolve("logs").resolve(name + ".log");
  }

  /** The kubeconfigs by reference name; only the owner can look inside. */
  public Path credentials() {
    return privateFolder("credentials");
  }

  /** A file for each caller, with the digest of its token. */
  public Path callers() {
    return privateFolder("callers");
  }

  /** The token of whoever owns the folder. */
  public Path token() {
    return token(path);
  }

  static Path token(Path data) {
    return data.resolve("token");
  }

  public Path reflectorState() {
    return privateFolder("reflector");
  }

  /** Where the keys are that the intent is signed with. */
  IntentKeys intentKeys() {
    return new IntentKeys(path.resolve("intent-key"));
  }

  /** Makes these keys at the first start. */
  void provideIntentKeys() {
    privateFolder("intent-key");
    IntentKeys keys = intentKeys();
    try {
      if (!keys.exist()) {
        keys.make();
      }
    } catch (IOException e) {
      throw new StartFailedException("cannot write to " + path + ": " + e.getMessage(), e);
    }
  }

  /** The folder for temporary files of one child, which is empty: it is to be started. */
  Path temporary(String name) {
    try {
      return new FileTree(temporary().resolve(name)).emptied();
    } catch (IOException e) {
      throw new StartFailedException("cannot write to " + path + ": " + e.getMessage(), e);
    }
  }

  /** Deletes the temporary files of all children, none of which runs. */
  void deleteTemporary() {
    try {
      new FileTree(temporary()).delete();
    } catch (IOException e) {
      throw new StartFailedException("cannot write to " + path + ": " + e.getMessage(), e);
    }
  }

  private Path temporary() {
    return path.resolve("tmp");
  }

  /**
   * A folder of settings for one service, one file each, as its configuration reads them. Neither a
   * command line nor an environment shows them.
   */
  Path secrets(String service, Map<String, String> settings) {
    Path all = privateFolder("secrets");
    try {
      Path own = Files.createDirectories(all.resolve(service));
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        Path file = own.resolve(setting.getKey());
        Files.deleteIfExists(file);
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, setting.getValue());
      }
      return own;
    } catch (IOException e) {
      throw new StartFailedException(
          "cannot write the settings of " + service + " in " + all + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path.resolve("holder"));
      channel.close();
    } catch (IOException e) {
      throw new StartFailedException("cannot let go of " + path + ": " + e.getMessage(), e);
    }
  }

  private Path privateFolder(String name) {
    try {
      Path folder = Files.createDirectories(path.resolve(name));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      return folder;
    } catch (IOException e) {
      throw new StartFailedException(
          "cannot create " + name + " in " + path + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static String holder(Path path) throws IOException {
    Path file = path.resolve("holder");
    String pid = Files.exists(file) ? Files.readString(file).lines().findFirst().orElse("?") : "?";
    String process =
        pid.matches("\\d{1,9}")
            ? ProcessTable.describe(Long.parseLong(pid))
            : "a process that is just starting";
    return "the folder %s is in use by %s\nstop that one, or use another folder: --data FOLDER"
        .formatted(path, process);
  }
}
