package io.podspan.cli.images;

import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The built services in a folder that looks like a checkout, so that {@code record-caches} can run
 * there, and in which every file has the same time, as in the image.
 */
final class Stage {
  private final Installation from;
  private final Installation to;

  Stage(Installation from, Path root) {
    this.from = from;
    this.to = new Installation(root);
  }

  Installation installation() {
    return to;
  }

  /** The folder that becomes {@code /podspan} in the image. */
  Path app(Service service) {
    return folder(to, service);
  }

  private static Path folder(Installation installation, Service service) {
    return installation.runnable(service).resolveSibling("");
  }

  void fill() throws IOException {
    delete(to.root());
    for (Service service : Service.values()) {
      copy(folder(from, service), app(service));
    }
    sameTime(to.root());
    if (Files.isDirectory(from.postgresBinaries())) {
      Files.createDirectories(to.postgresBinaries().getParent());
      Files.createSymbolicLink(to.postgresBinaries(), from.postgresBinaries());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** Folders too, contents before their folder. */
  static void sameTime(Path root) throws IOException {
    for (Path path : contentsFirst(root)) {
      if (!Files.isSymbolicLink(path)) {
        Files.setLastModifiedTime(path, FixedTime.FILE_TIME);
      }
    }
  }

  static void delete(Path root) throws IOException {
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      for (Path path : contentsFirst(root)) {
        Files.delete(path);
      }
    }
  }

  private static List<Path> contentsFirst(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
