package io.podspan.embedded.kafka;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The jars of this JVM that a broker needs. A JVM that tests a service has many more, such as other
 * bindings for logging.
 */
final class KafkaClassPath {
  /** Starts of jar names: Kafka's own dependencies as its POM lists them, without versions. */
  private static final List<String> NEEDED =
      List.of(
          "kafka",
          "argparse4j",
          "commons-validator",
          "commons-beanutils",
          "commons-digester",
          "commons-logging",
          "commons-collections",
          "caffeine",
          "jackson-",
          "jose4j",
          "joptsimple",
          "jopt-simple",
          "log4j-",
          "slf4j-api",
          "log4j-slf4j",
          "metrics-core",
          "pcollections",
          "re2j",
          "scala-",
          "snappy",
          "zstd-jni",
          "lz4-java",
          "rocksdbjni",
          "opentelemetry-proto",
          "protobuf-java",
          "HdrHistogram",
          "bcpkix",
          "bcprov",
          "snakeyaml",
          "error_prone_annotations",
          "checker-qual");

  private KafkaClassPath() {}

  static String ofThisJvm() {
    Set<String> chosen = new LinkedHashSet<>();
    chosen.add(home().toString());
    Stream.concat(classPath(), besideHome())
        .filter(KafkaClassPath::needed)
        .sorted()
        .forEach(chosen::add);
    return String.join(File.pathSeparator, chosen);
  }

  private static Stream<String> classPath() {
    return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator));
  }

  /**
   * A JVM started with {@code -jar} names its other jars in the manifest only. They are in the same
   * folder.
   */
  private static Stream<String> besideHome() {
    Path folder = home().getParent();
    File[] neighbours =
        folder == null || Files.isDirectory(home()) ? null : folder.toFile().listFiles();
    return neighbours == null ? Stream.empty() : Stream.of(neighbours).map(File::toString);
  }

  private static boolean needed(String entry) {
    String name = String.valueOf(Path.of(entry).getFileName());
    return name.endsWith(".jar") && NEEDED.stream().anyMatch(name::startsWith);
  }

  /** Where this module itself is: a jar, or target/classes. */
  private static Path home() {
    try {
      CodeSource source = KafkaClassPath.class.getProtectionDomain().getCodeSource();
      URL location = source.getLocation();
      return Path.of(location.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot find the classes of this module", e);
    }
  }
}
