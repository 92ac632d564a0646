package io.podspan.bgpreflector.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What has to be installed. A test that lacks something says so, loudly. */
public final class Programs {
  private static final List<Path> FOLDERS =
      Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/lib/frr").map(Path::of).toList();

  /**
   * Where packages that cannot be installed beside each other are unpacked, relative to the module:
   * one folder for each, named like the package.
   */
  private static final List<Path> UNPACKED =
      Stream.of("../target/daemons", "target/daemons", "/tmp/daemons").map(Path::of).toList();

  private Programs() {}

  /** A program of the machine. */
  static String installed(String program) {
    return find(FOLDERS.stream().map(folder -> folder.resolve(program)))
        .orElseGet(() -> missing(program));
  }

  /** A program of a package that may only be unpacked; the machine's own may be another's. */
  static String unpacked(String debianPackage, String program) {
    return find(UNPACKED.stream()
            .map(folder -> folder.resolve(debianPackage).resolve("usr/sbin").resolve(program)))
        .orElseGet(() -> missing(program + " of Debian's package " + debianPackage));
  }

  static Optional<String> find(Stream<Path> places) {
    return places
        .filter(Files::isExecutable)
        .map(place -> place.toAbsolutePath().normalize().toString())
        .findFirst();
  }

  private static String missing(String what) {
    require(false, "needs " + what);
    throw new IllegalStateException(what);
  }

  /** Skips the test when something is missing, fails it where all has to be there. */
  public static void require(boolean holds, String what) {
    if (holds) {
      return;
    }
    System.err.println("SKIPPED LAB TEST: " + what);
    if ("true".equals(System.getenv("PODSPAN_REQUIRE_LAB"))) {
      throw new IllegalStateException(what);
    }
    Assumptions.abort(what);
  }
}
