package io.podspan.cli.images;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Packs files into a layer: a tar, packed by gzip, with the digests of both. */
final class Layer implements AutoCloseable {
  private static final int DIRECTORY = 0755;
  private static final int EXECUTABLE = 0755;
  private static final int PLAIN = 0644;

  private final Path file;
  private final MessageDigest packed = sha256();
  private final MessageDigest plain = sha256();
  private final OutputStream content;
  private final TarArchiveOutputStream tar;

  Layer(Path file) throws IOException {
    this.file = file;
    OutputStream out =
        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), packed);
    this.content = new DigestOutputStream(new Fast(out), plain);
    this.tar = new TarArchiveOutputStream(content, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  /** Most of what is packed is jars, which do not get smaller. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A tar that is a layer already. */
  static Blob of(Path existing, Path file) throws IOException {
    MessageDigest packed = sha256();
    MessageDigest plain = sha256();
    try (InputStream in = Files.newInputStream(existing);
        OutputStream out =
            new DigestOutputStream(
                new Fast(
                    new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file)), packed)),
                plain)) {
      in.transferTo(out);
    }
    return new Blob(file, hex(packed), hex(plain), Files.size(file));
  }

  /** An empty folder, such as {@code var/lib/podspan}. */
  Layer folder(String path, int mode, int owner) throws IOException {
    TarArchiveEntry entry = entry(path + "/", mode);
    entry.setUserId(owner);
    put(entry);
    return this;
  }

  /** A file, or a folder with all that is in it, under another path. */
  Layer tree(Path from, String to) throws IOException {
    try (Stream<Path> found = Files.walk(from)) {
      List<Path> sorted = found.sorted().toList();
      for (Path path : sorted) {
        String name = path.equals(from) ? to : to + "/" + from.relativize(path);
        one(path, name.replace('\\', '/'));
      }
    }
    return this;
  }

  private void one(Path path, String name) throws IOException {
    if (Files.isSymbolicLink(path)) {
      TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      link.setLinkName(Files.readSymbolicLink(path).toString());
      link.setModTime(FixedTime.FILE_TIME);
      put(link);
    } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      put(entry(name + "/", DIRECTORY));
    } else {
      TarArchiveEntry entry = entry(name, Files.isExecutable(path) ? EXECUTABLE : PLAIN);
      entry.setSize(Files.size(path));
      tar.putArchiveEntry(entry);
      Files.copy(path, tar);
      tar.closeArchiveEntry();
    }
  }

  private static TarArchiveEntry entry(String name, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(mode);
    entry.setModTime(FixedTime.FILE_TIME);
    return entry;
  }

  private void put(TarArchiveEntry entry) throws IOException {
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  /** Ends the layer. */
  Blob done() throws IOException {
    tar.close();
    return new Blob(file, hex(packed), hex(plain), Files.size(file));
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
