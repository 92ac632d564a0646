package io.podspan.peeringservice.peering.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Answers link to the sections of docs/preflight.md. */
class PreflightPageTest {
  private static final Path PAGE = Path.of("..", "docs", "preflight.md");
  private static final Path SOURCES =
      Path.of("src", "main", "java", "io", "podspan", "peeringservice");

  /** What is written as a code is, and is none: names of programs, objects, settings and states. */
  private static final Set<String> NO_CODES =
      Set.of(
          "bgp-router-id-allocation-mode",
          "calico-bgppeer",
          "calico-node",
          "cilium-agent",
          "cilium-bgp",
          "cilium-config",
          "cluster-pool",
          "cluster-pool-ipv4-cidr",
          "cluster-pool-ipv6-cidr",
          "controller-revision-hash",
          "enable-bgp-control-plane",
          "enable-ipv4-masquerade",
          "ipv4-native-routing-cidr",
          "kube-router",
          "kube-router-flags",
          "kube-system",
          "link-local",
          "podspan-bgp-passwords",
          "podspan-interconnects",
          "podspan-routes",
          "podspan-source");

  @Test
  void eachCheckHasASectionAndEachSectionACheck() throws IOException {
    List<String> sections =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .toList();
    assertThat(sections)
        .containsExactlyElementsOf(Preflight.CHECKS.stream().map(Check::name).toList());
  }

  @Test
  void eachCodeOfACheckOrADriverIsExplained() throws IOException {
    String page = Files.readString(PAGE);
    Set<String> codes = codes();
    codes.removeAll(NO_CODES);
    // Each check has one, and the page says so once.
    codes.removeIf(code -> code.endsWith("-unchecked"));
    assertThat(codes)
        .hasSizeGreaterThan(60)
        .allSatisfy(
            code ->
                assertThat(page)
                    .as("docs/preflight.md explains %s, or it belongs to NO_CODES", code)
                    .containsPattern("(?m)(^## |`)" + code + "(`|$)"));
  }

  private static Set<String> codes() throws IOException {
    Pattern literal = Pattern.compile("\"([a-z0-9]+(?:-[a-z0-9]+)+)\"");
    Set<String> codes = new TreeSet<>();
    for (Path folder : List.of(SOURCES.resolve("peering/preflight"), SOURCES.resolve("routers"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          literal.matcher(Files.readString(file)).results().forEach(r -> codes.add(r.group(1)));
        }
      }
    }
    return codes;
  }
}
