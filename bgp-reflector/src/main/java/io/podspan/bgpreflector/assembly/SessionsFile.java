package io.podspan.bgpreflector.assembly;

import io.podspan.addresses.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The addresses of the peers that have a session, on the local disk: one per line. A start that
 * finds any is a restart, and these peers may still have our routes (RFC 4724). The file is
 * replaced as a whole: a crash leaves the old or the new one.
 */
final class SessionsFile {
  /** Room for 200,000 addresses; a file that is larger is not ours. */
  private static final int MAX_OCTETS = 8 << 20;

  private static final System.Logger LOG = System.getLogger(SessionsFile.class.getName());

  private final Path file;

  SessionsFile(Path file) {
    this.file = file;
  }

  /** Nobody where there is no such file, or none that can be read: then this is a first start. */
  Set<IpAddress> read() {
    if (!Files.isRegularFile(file)) {
      return Set.of();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_OCTETS);
      return new String(content, StandardCharsets.UTF_8)
          .lines()
          .map(IpAddress::parse)
          .flatMap(Optional::stream)
          .collect(Collectors.toSet());
    } catch (IOException unreadable) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} cannot be read ({1}): this start counts as the first one",
          file,
          unreadable.getMessage());
      return Set.of();
    }
  }

  /**
   * @throws UncheckedIOException when it cannot be written
   */
  void write(Set<IpAddress> peers) {
    String content =
        new TreeSet<>(peers).stream().map(address -> address + "\n").collect(Collectors.joining());
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(next, content);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
