package io.podspan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code .dockerignore} lets in what an image is built from. */
class BuildContextTest {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private final List<String> lines =
      Checkout.read(Checkout.ROOT.resolve(".dockerignore")).lines().toList();

  @Test
  void holdsTheSourcesOfEveryModule() {
    List<String> modules =
        MODULE
            .matcher(Checkout.read(Checkout.ROOT.resolve("pom.xml")))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(modules).contains("events", "bench/jmh");
    for (String module : modules) {
      assertThat(lines).contains("!" + module + "/pom.xml", "!" + module + "/src");
    }
  }

  @Test
  void namesWhatItHoldsWithoutWildcardsWhichSomeBuildersDoNotFollow() {
    assertThat(lines).contains("**");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("!"))
        .noneMatch(line -> line.contains("*"));
  }
}
