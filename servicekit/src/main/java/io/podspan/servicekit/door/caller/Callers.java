package io.podspan.servicekit.door.caller;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Those who hold a token, from a folder with a file for each. The folder is looked at again once a
 * second at most, so a token is rolled, given or taken by its file. Safe for all threads; {@link
 * #isCurrent} never blocks, {@link #refresh} reads files.
 */
public final class Callers {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final @Nullable Path folder;
  private final InstantSource clock;
  private final Consumer<String> trouble;
  private volatile Known known = new Known(Map.of(), Map.of(), Long.MIN_VALUE);

  /**
   * @param folder none where no caller is known
   * @param trouble is told about each file that is not used, once until it changes
   */
  public Callers(@Nullable Path folder, InstantSource clock, Consumer<String> trouble) {
    this.folder = folder;
    this.clock = clock;
    this.trouble = trouble;
  }

  /** What one look at the folder found. */
  private record Known(
      Map<String, Stamp> files, Map<Digest, Caller> callers, long lookedAtMillis) {}

  /** What changes when a file is written, also by the turn of a link as in a mounted Secret. */
  private record Stamp(FileTime modified, long size, @Nullable Object key) {}

  public boolean isCurrent() {
    return clock.millis() - BETWEEN_LOOKS.toMillis() < known.lookedAtMillis();
  }

  /** Looks at the folder, unless another thread has just done so. */
  public synchronized void refresh() {
    if (isCurrent()) {
      return;
    }
    Known before = known;
    Map<String, Stamp> files = stamps();
    known =
        new Known(
            files, files.equals(before.files()) ? before.callers() : read(files), clock.millis());
  }

  /** Whose token this is. */
  public Optional<Caller> holding(String token) {
    return Optional.ofNullable(known.callers().get(Digest.of(token)));
  }

  /** Whether this caller still exists and may still do what it may. */
  public boolean stillKnow(Caller caller) {
    return known.callers().values().stream()
        .anyMatch(one -> one.name().equals(caller.name()) && one.role().includes(caller.role()));
  }

  public boolean isEmpty() {
    return known.callers().isEmpty();
  }

  private Map<String, Stamp> stamps() {
    Map<String, Stamp> stamps = new TreeMap<>();
    if (folder == null) {
      return stamps;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Callers::isForCaller).toList()) {
        stamps.put(file.getFileName().toString(), stamp(file));
      }
    } catch (IOException e) {
      tellOnce("no caller is known: the folder " + folder + " cannot be read: " + reason(e));
      return Map.of();
    }
    return stamps;
  }

  /** A mounted Secret has links to a hidden folder beside its keys. */
  private static boolean isForCaller(Path file) {
    return !file.getFileName().toString().startsWith(".") && Files.isRegularFile(file);
  }

  private static Stamp stamp(Path file) throws IOException {
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }

  private Map<Digest, Caller> read(Map<String, Stamp> files) {
    Map<Digest, Caller> callers = new HashMap<>();
    for (String name : files.keySet()) {
      try {
        CallerFile.Entry entry = CallerFile.read(Objects.requireNonNull(folder).resolve(name));
        for (Digest digest : entry.digests()) {
          callers.merge(digest, entry.caller(), Callers::lesser);
        }
      } catch (IOException e) {
        trouble.accept("the file " + name + " of a caller is not used: " + reason(e));
      }
    }
    return Map.copyOf(callers);
  }

  /** A token in two files does not give more than the lesser of them. */
  private static Caller lesser(Caller one, Caller other) {
    return one.role().includes(other.role()) ? other : one;
  }

  private void tellOnce(String text) {
    if (known.lookedAtMillis() == Long.MIN_VALUE || !known.files().isEmpty()) {
      trouble.accept(text);
    }
  }

  /** The decoder's message would quote bytes; a file's name tells enough. */
  private static String reason(IOException e) {
    return e instanceof CharacterCodingException
        ? "it is not text"
        : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
