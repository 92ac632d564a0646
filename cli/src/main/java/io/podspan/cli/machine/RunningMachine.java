package io.podspan.cli.machine;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the services of a data folder are reached, left there for the commands of other terminals.
 */
public final class RunningMachine {
  private static final String FILE = "services.properties";

  private RunningMachine() {}

  static void announce(MachineConfig config) {
    Properties urls = new Properties();
    for (Service service : Service.values()) {
      urls.setProperty(service.module(), config.url(service));
    }
    try (Writer writer = Files.newBufferedWriter(config.data().resolve(FILE))) {
      urls.store(writer, "where the services of this folder are reached");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + config.data(), e);
    }
  }

  /** The token for the services of a data folder. */
  public static Path token(Path data) {
    return DataFolder.token(data);
  }

  static void retract(Path data) {
    try {
      Files.deleteIfExists(data.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + data, e);
    }
  }

  /** The address of a service as the machine that runs on this folder, or last ran, has it. */
  public static Optional<String> url(Path data, Service service) {
    Path file = data.resolve(FILE);
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    Properties urls = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      urls.load(reader);
    } catch (IOException _) {
      return Optional.empty();
    }
    return Optional.ofNullable(urls.getProperty(service.module()));
  }
}
