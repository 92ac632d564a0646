package io.podspan.cli.machine;

import io.podspan.embedded.process.StartFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The built checkout that this command belongs to.
 *
 * @param root the folder with the {@code podspan} script
 */
public record Installation(Path root) {
  /** What the script passes. */
  public static final String HOME_PROPERTY = "podspan.home";

  /** The checkout that the script named, else the working directory. */
  public static Installation current() {
    return new Installation(
        Path.of(System.getProperty(HOME_PROPERTY, "")).toAbsolutePath().normalize());
  }

  public Path runnable(Service service) {
    return root.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
  }

  public Path postgresBinaries() {
    return root.resolve("target/postgres-binaries");
  }

  /** Where the AOT cache of a service, of {@code kafka} or of {@code cli} is kept. */
  public Path cache(String name) {
    return root.resolve("target/aot").resolve(name + ".aot");
  }

  /** The recorded cache, when there is one. A JVM that cannot use it starts without. */
  public Optional<Path> recordedCache(String name) {
    return Optional.of(cache(name)).filter(Files::isRegularFile);
  }

  /**
   * @throws StartFailedException naming what is not built
   */
  public void requireBuilt() {
    List<String> missing =
        Arrays.stream(Service.values())
            .filter(service -> !Files.isRegularFile(runnable(service)))
            .map(Service::module)
            .toList();
    if (!missing.isEmpty()) {
      throw new StartFailedException(
          "not built in %s: %s\nbuild it with: ./podspan build"
              .formatted(root, String.join(", ", missing)));
    }
  }
}
