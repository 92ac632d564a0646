package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.podspan.cli.machine.Service;
import io.podspan.lab.kubernetes.RealClusters;
import io.podspan.lab.kubernetes.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Podspan itself in a cluster, from deploy/kustomize/base and the images of {@code podspan images}:
 * its pods are killed in turn, then the reflector's node, while two joined clusters ping each
 * other.
 *
 * <p>How long pods take to be ready is printed and not asserted: it depends on what else runs.
 *
 * <p>It makes images and three clusters, which takes minutes. So it runs when it is asked for, with
 * {@code PODSPAN_TEST_HUB=true}.
 */
@EnabledIfEnvironmentVariable(named = "PODSPAN_TEST_HUB", matches = "true")
class HubKubernetesIT {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  /** Beside a hub of somebody's own. */
  private static final Rig RIG = Rig.named(CHECKOUT, "hubit", "198.18.68");

  private static final int PODS = 8;
  private static final int LONGEST_START_SECONDS = 240;
  private static final int MINUTES = 20;
  private static final Pattern PINGS =
      Pattern.compile("(.*): (\\d+) of (\\d+) pings lost, still joined");

  @TempDir Path folder;

  @BeforeAll
  static void assumeItCanRun() {
    RealClusters.requireMachine(RIG);
  }

  @Test
  void noPingIsLostWhenPodsOfPodspanAreKilledInTurnAndTheReflectorsNodeRestarts() throws Exception {
    Path images = images();
    RIG.down();
    RIG.guard();
    try {
      List<String> lines = check(images);

      List<Matcher> pings = lines.stream().map(PINGS::matcher).filter(Matcher::find).toList();
      assertThat(pings).as(String.join("\n", lines)).hasSize(PODS + 1);
      assertThat(pings)
          .allSatisfy(
              ping -> {
                assertThat(Integer.parseInt(ping.group(2))).as(ping.group()).isZero();
                assertThat(Integer.parseInt(ping.group(3))).as(ping.group()).isPositive();
              });
      assertThat(pings.getLast().group(1)).contains("the node of the reflector restarted");
      assertThat(lines.getLast()).contains("none of").contains("secrets in");
    } finally {
      RIG.down();
    }
    assertThat(RIG.status().path("up").asBoolean()).isFalse();
  }

  /** Kept in the checkout: a second run finds them made when nothing was built meanwhile. */
  private Path images() throws Exception {
    Path images = CHECKOUT.resolve("target/images/tested");
    if (!madeAfterTheBuild(images)) {
      Path output = folder.resolve("images");
      List<String> line =
          new ArrayList<>(List.of(command().toString(), "images", "--to", images.toString()));
      // The rig's own root file system, where it has made one: another one takes half a minute.
      Path base = CHECKOUT.resolve("target/kubernetes/images/base-layer.tar");
      if (Files.exists(base)) {
        line.addAll(List.of("--base", base.toString()));
      }
      int code = run(output, new ProcessBuilder(line));
      assertThat(code).as(Files.readString(output)).isZero();
    }
    return images;
  }

  private static boolean madeAfterTheBuild(Path images) throws IOException {
    for (Service service : Service.values()) {
      Path image = images.resolve(service.module() + ".tar");
      if (!Files.exists(image) || newest(service) > Files.getLastModifiedTime(image).toMillis()) {
        return false;
      }
    }
    return true;
  }

  private static long newest(Service service) throws IOException {
    try (Stream<Path> files =
        Files.walk(CHECKOUT.resolve(service.module()).resolve("target/quarkus-app"))) {
      return files.mapToLong(file -> file.toFile().lastModified()).max().orElse(0);
    }
  }

  private List<String> check(Path images) throws Exception {
    Path output = folder.resolve("check");
    ProcessBuilder builder =
        new ProcessBuilder(
            CHECKOUT.resolve("lab/kubernetes/hub/hub").toString(), "check", images.toString());
    builder.environment().put("PODSPAN_RIG", RIG.id());
    builder.environment().put("PODSPAN_RIG_SUBNET", RIG.subnet());
    builder.environment().put("PODSPAN_COMMAND", command().toString());
    builder.environment().put("PODSPAN_READY_WITHIN", String.valueOf(LONGEST_START_SECONDS));
    int code = run(output, builder);
    String text = Files.readString(output);
    System.out.println(text);
    assertThat(code).as(text).isZero();
    return text.lines().toList();
  }

  private static int run(Path output, ProcessBuilder builder) throws Exception {
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        fail("did not end within " + MINUTES + " min:\n" + Files.readString(output));
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** The packaged command as a file, for the script: {@code ./podspan} would build first. */
  private Path command() throws IOException {
    Path file = folder.resolve("podspan");
    if (!Files.exists(file)) {
      String line =
          PodspanProcess.line().stream()
              .map(word -> "'" + word + "'")
              .collect(Collectors.joining(" "));
      Files.writeString(file, "#!/bin/sh\nexec " + line + " \"$@\"\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return file;
  }
}
