package io.podspan.bgpreflector.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * One at a time on this machine: there is one set of names, and whoever comes sweeps what others
 * left. The kernel lets go of it when its holder dies.
 */
final class MachineLock implements AutoCloseable {
  private static final Duration LONGEST_RUN = Duration.ofMinutes(10);

  private final FileChannel file;

  private MachineLock(FileChannel file) {
    this.file = file;
  }

  static MachineLock take(String name) {
    try {
      FileChannel file =
          FileChannel.open(
              Path.of(System.getProperty("java.io.tmpdir"), name + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      Awaitility.await("another run of these tests ends")
          .atMost(LONGEST_RUN)
          .until(file::tryLock, FileLock.class::isInstance);
      return new MachineLock(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
