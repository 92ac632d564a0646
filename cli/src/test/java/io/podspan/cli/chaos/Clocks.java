package io.podspan.cli.chaos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * The wall clocks of the machine's processes: {@code bench/chaosclock.c} is preloaded into each of
 * them and adds what its file says.
 */
record Clocks(Path folder) {

  /** None where it is not preloaded. */
  static Optional<Clocks> ofEnvironment() {
    return Optional.ofNullable(System.getenv("PODSPAN_CHAOS_CLOCKS"))
        .map(Path::of)
        .map(Clocks::new);
  }

  /** A process that is gone, or has not begun, is no error. */
  void set(long pid, Duration offBy) {
    Path file = folder.resolve(Long.toString(pid));
    if (!Files.exists(file)) {
      return;
    }
    ByteBuffer seconds =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(offBy.toSeconds());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(seconds.flip(), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
