package io.podspan.servicekit.trust;

import io.podspan.events.signature.TrustedKey;
import io.podspan.events.signature.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The {@code *.pem} files of a folder. They are read again after some seconds. Any thread may ask.
 */
final class TrustedKeyFolder {
  private static final Logger LOG = Logger.getLogger(TrustedKeyFolder.class);
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Path folder;
  private final LongSupplier nanoTime;
  private TrustedKeys keys = new TrustedKeys(List.of());
  private @Nullable String fault;
  private long readAt;
  private boolean read;

  TrustedKeyFolder(Path folder, LongSupplier nanoTime) {
    this.folder = folder;
    this.nanoTime = nanoTime;
  }

  /** What cannot be read now does not change what was read before. */
  synchronized TrustedKeys keys() {
    long now = nanoTime.getAsLong();
    if (!read || now - readAt >= FRESH.toNanos()) {
      read = true;
      readAt = now;
      try {
        take(new TrustedKeys(load()));
        fault = null;
      } catch (IOException | IllegalArgumentException e) {
        blame(folder + " cannot be used: " + e.getMessage());
      }
    }
    return keys;
  }

  private void take(TrustedKeys now) {
    if (!now.ids().equals(keys.ids())) {
      LOG.infof("the intent may be signed with the keys %s", now.ids());
      keys = now;
    }
  }

  private void blame(String what) {
    if (!what.equals(fault)) {
      LOG.error(what);
      fault = what;
    }
  }

  /** Links of Kubernetes' mounts begin with two dots, and lead to the same files. */
  private List<TrustedKey> load() throws IOException {
    List<TrustedKey> loaded = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".pem")) {
          loaded.add(load(file));
        }
      }
    }
    if (loaded.isEmpty()) {
      throw new IOException("it holds no public key, as NAME.pem");
    }
    return loaded;
  }

  private static TrustedKey load(Path file) throws IOException {
    try {
      return TrustedKey.parse(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IOException(file.getFileName() + ": " + e.getMessage());
    }
  }
}
