package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/versions.md} says what a release is made of. {@code -Dpodspan.versions.write=true}
 * writes it anew.
 */
class VersionsIT {
  private static final Path ROOT = Path.of("..");
  private static final Path DOCUMENT = ROOT.resolve("docs/versions.md");
  private static final List<String> SERVICES =
      List.of("peering-service", "bgp-reflector", "route-collector", "probe-service", "console");
  private static final Pattern IMAGE =
      Pattern.compile("(?m)^(?:FROM|\\s+image:) ((?!podspan/|runtime\\b)[a-z][^\\s]*:[^\\s]+)");

  private static final Pattern OURS =
      Pattern.compile(
          "(addresses|embedded|events|lab|cluster-access|bgp-wire|servicekit)-0\\.1\\.0.*");

  private static final String HEAD =
      """
      # What a release is made of

      Written by `VersionsIT` out of the built services and command line; it fails when this page is not current. To write it anew, after
      `mvn package -DskipTests -DskipITs`: `mvn verify -pl cli -Dtest=NONE -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=VersionsIT
      -Dpodspan.versions.write=true`. The same as a CycloneDX document: `deploy/sbom`.

      """;

  @Test
  void theListOfVersionsIsCurrent() throws IOException {
    String current = HEAD + images() + "\n" + libraries();
    if (Boolean.getBoolean("podspan.versions.write")) {
      Files.writeString(DOCUMENT, current);
    }
    assertThat(DOCUMENT).hasContent(current);
  }

  private static String images() throws IOException {
    Set<String> images = new TreeSet<>();
    for (String file :
        List.of(
            "docker-compose.yml",
            "deploy/docker/Dockerfile",
            "deploy/member-cluster/probe-pods.yaml")) {
      IMAGE
          .matcher(Files.readString(ROOT.resolve(file)))
          .results()
          .map((MatchResult found) -> found.group(1))
          .forEach(images::add);
    }
    return "## Images\n\n"
        + images.stream().map(image -> "- `" + image + "`\n").collect(Collectors.joining());
  }

  private static String libraries() throws IOException {
    Map<String, Set<String>> users = new TreeMap<>();
    for (String service : SERVICES) {
      Path app = ROOT.resolve(service).resolve("target/quarkus-app/lib");
      for (String folder : List.of("boot", "main")) {
        for (String jar : jars(app.resolve(folder))) {
          users.computeIfAbsent(jar, _ -> new TreeSet<>()).add(service);
        }
      }
    }
    String services =
        users.entrySet().stream()
            .map(
                library ->
                    "| `%s` | %s |\n"
                        .formatted(
                            library.getKey(),
                            library.getValue().size() == SERVICES.size()
                                ? "all"
                                : String.join(", ", library.getValue())))
            .collect(Collectors.joining());
    String commandLine =
        jars(Path.of("target/lib")).stream()
            .map(jar -> "- `" + jar + "`\n")
            .collect(Collectors.joining());
    return "## Libraries of the services\n\n| library | in |\n|---|---|\n"
        + services
        + "\n## Libraries of the command line\n\n"
        + commandLine;
  }

  /** Without ours, and without those that are another on each processor. */
  private static Set<String> jars(Path folder) throws IOException {
    assertThat(folder).as("run mvn package first").isDirectory();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .map(name -> name.substring(0, name.length() - ".jar".length()))
          .filter(name -> !name.contains(".native-"))
          .filter(name -> !name.startsWith("io.podspan.") && !OURS.matcher(name).matches())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
