package io.podspan.embedded.postgres;

import io.podspan.embedded.process.FullDisk;
import io.podspan.embedded.process.StartFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of the server, unpacked once from the jar for this machine's architecture. */
record Binaries(Path folder) {

  /** Unpacks them if that is not done yet. Several JVMs may call it at once. */
  static Binaries unpackedTo(Path folder) {
    Path done = folder.resolve("unpacked");
    try {
      Files.createDirectories(folder);
      if (!Files.exists(done)) {
        unpackAlone(folder, done);
      }
      return new Binaries(folder);
    } catch (IOException e) {
      throw new StartFailedException(
          "cannot unpack Postgres to "
              + folder
              + ": "
              + FullDisk.saidBy(e, folder).orElse(e.getMessage()),
          e);
    }
  }

  String program(String name) {
    return folder.resolve("bin").resolve(name).toAbsolutePath().toString();
  }

  private static synchronized void unpackAlone(Path folder, Path done) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (!Files.exists(done)) {
        unpack(folder);
        Files.createFile(done);
      }
    }
  }

  private static void unpack(Path folder) throws IOException {
    String archive = "/postgres-linux-" + architecture() + ".txz";
    try (InputStream raw = Binaries.class.getResourceAsStream(archive)) {
      if (raw == null) {
        throw new StartFailedException(
            "no Postgres for this architecture (" + archive + " is not on the class path)");
      }
      TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw));
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(tar, entry, folder);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder.normalize())) {
      throw new IOException("entry outside the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    Files.deleteIfExists(target);
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static String architecture() {
    String name = System.getProperty("os.arch", "");
    return switch (name) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> name;
    };
  }
}
