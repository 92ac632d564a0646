package io.podspan.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files under test. */
final class Checkout {
  static final Path DEPLOY = deploy();
  static final Path ROOT = DEPLOY.getParent();
  static final List<String> SERVICES =
      List.of("bgp-reflector", "peering-service", "route-collector", "probe-service", "console");

  private Checkout() {}

  private static Path deploy() {
    Path here = Path.of("").toAbsolutePath();
    return here.endsWith("deploy") ? here : here.resolve("deploy");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(Path folder, String suffix) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
