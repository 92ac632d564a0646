package io.podspan.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The image of the reflector alone and {@code podspan reflector} start the same. */
class ReflectorImageTest {
  private static final Pattern MAIN_CLASS =
      Pattern.compile("io\\.podspan\\.bgpreflector\\.alone\\.\\w+");

  private final String dockerfile = Checkout.read(Checkout.DEPLOY.resolve("docker/Dockerfile"));
  private final String stage =
      dockerfile.substring(
          dockerfile.indexOf("FROM runtime AS reflector"),
          dockerfile.indexOf("FROM runtime AS peering-service"));

  @Test
  void imageAndCommandStartTheSameClasses() {
    Set<String> inImage = mainClasses(stage);
    assertThat(inImage).hasSize(2);
    assertThat(mainClasses(Checkout.read(Checkout.ROOT.resolve("podspan")))).isEqualTo(inImage);
    for (String name : inImage) {
      assertThat(
              Checkout.ROOT.resolve(
                  "bgp-reflector/src/main/java/" + name.replace('.', '/') + ".java"))
          .exists();
    }
  }

  @Test
  void theImageRecordsAsAUserThatMayAndRunsAsOneThatMayNot() {
    assertThat(stage)
        .containsSubsequence(
            "USER 0", "-XX:AOTCacheOutput=reflector.aot", "USER 10001:0", "-XX:AOTCache=");
  }

  @Test
  void imageAndCommandCollectTheSame() {
    String command = Checkout.read(Checkout.ROOT.resolve("podspan"));
    for (String flag :
        List.of(
            "-XX:+UseParallelGC",
            "-XX:ParallelGCThreads=2",
            "-XX:MaxTenuringThreshold=0",
            "-XX:SurvivorRatio=60",
            "-XX:-UseAdaptiveSizePolicy",
            "-XX:TieredStopAtLevel=1",
            "-Xms96m",
            "-Xmn64m",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError")) {
      assertThat(command).contains(flag);
      assertThat(stage).contains(flag);
    }
    assertThat(stage).as("two collectors stop a JVM").doesNotContain("UseSerialGC");
  }

  @Test
  void aHeapTooSmallToStartWithIsRefusedByName() {
    Tool bash = new Tool(Path.of("/bin/bash"));
    for (String size : List.of("64m", "0g", "many", "-1m")) {
      assertThatThrownBy(
              () ->
                  bash.run(
                      Map.of("PODSPAN_REFLECTOR_HEAP", size),
                      List.of("podspan", "reflector", "--check-config")))
          .hasMessageContaining("PODSPAN_REFLECTOR_HEAP is " + size + "; write a size of at least");
    }
  }

  private static Set<String> mainClasses(String text) {
    return MAIN_CLASS
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
