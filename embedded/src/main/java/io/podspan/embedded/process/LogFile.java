package io.podspan.embedded.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The log of a child, which the child appends to by itself. */
public record LogFile(Path path) {

  /** The last lines, at most so many; empty when there is no log. */
  public List<String> tail(int lines) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long from = Math.max(0, file.length() - 400L * lines);
      file.seek(from);
      byte[] end = new byte[Math.toIntExact(file.length() - from)];
      file.readFully(end);
      List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException _) {
      return List.of();
    }
  }

  /** The last lines indented, below a heading, for a message; empty text when there is no log. */
  public String quoted(int lines) {
    List<String> end = tail(lines);
    return end.isEmpty() ? "" : "\n  the end of " + path + ":\n    " + String.join("\n    ", end);
  }

  /** Renames the former log to {@code .1} before a new start. */
  void rotate() throws IOException {
    if (Files.exists(path)) {
      Files.move(path, former(), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Moves the content to {@code .1} when it has grown beyond the limit. Copies and truncates,
   * because the child holds the file open for appending; a line written in between may be lost.
   */
  public void rotateBeyond(long bytes) throws IOException {
    if (!Files.exists(path) || Files.size(path) <= bytes) {
      return;
    }
    Files.copy(path, former(), StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }

  private Path former() {
    return path.resolveSibling(path.getFileName() + ".1");
  }
}
