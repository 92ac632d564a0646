package io.podspan.cli.grant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.CommandRun;
import io.podspan.lab.api.Identity;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbesCommandTest {
  private static final ObjectKey SET =
      ObjectKey.of(ResourceType.DAEMON_SET, "podspan", "podspan-probe");
  private static final String MADE_BY = "/metadata/labels/app.kubernetes.io~1managed-by";

  @TempDir Path folder;
  private SimulatedCluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster = new SimulatedCluster(Path.of("target", "grant-test"));
    cluster.create(ResourceType.NAMESPACE, "", "podspan");
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private CommandRun run(String verb, String... more) throws IOException {
    List<String> line = new ArrayList<>(List.of("clusters", "probes", verb, "--context", "admin"));
    line.addAll(List.of("--kubeconfig", cluster.kubeconfig(folder, Identity.ADMIN).toString()));
    line.addAll(List.of(more));
    return CommandRun.of(line.toArray(String[]::new));
  }

  private JsonNode container() {
    return cluster.store.get(SET).at("/spec/template/spec/containers/0");
  }

  @Test
  void installsOnceAndChangesWhatIsAskedFor() throws IOException {
    CommandRun first = run("install");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("created DaemonSet podspan/podspan-probe");
    assertThat(container().at("/image").asText()).isEqualTo("alpine:3.22");
    assertThat(run("install").out()).contains("is as it should be");
    CommandRun changed =
        run("install", "--image", "registry.example.com/a:1", "--limits", "memory=64Mi,cpu=100m");
    assertThat(changed.out()).contains("changed DaemonSet");
    assertThat(container().at("/image").asText()).isEqualTo("registry.example.com/a:1");
    assertThat(container().at("/resources/limits/memory").asText()).isEqualTo("64Mi");
    assertThat(container().at("/resources/requests/cpu").asText()).isEqualTo("5m");
    assertThat(container().at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
  }

  @Test
  void whatSomebodyChangedIsAsItShouldBeAgain() throws IOException {
    run("install");
    cluster.store.update(
        SET,
        set -> {
          set.withObject("/spec/template/spec").putObject("nodeSelector").put("disk", "fast");
          ((ObjectNode) set.at("/spec/template/spec/containers/0")).put("image", "other:1");
          return set;
        });
    assertThat(run("install").out()).contains("changed DaemonSet");
    assertThat(container().at("/image").asText()).isEqualTo("alpine:3.22");
    assertThat(cluster.store.get(SET).at("/spec/template/spec/nodeSelector").isMissingNode())
        .isTrue();
    assertThat(run("install").out()).contains("is as it should be");
  }

  @Test
  void saysWhetherThePodsRun() throws IOException {
    CommandRun none = run("status");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.out()).contains("not installed");
    run("install");
    status(2, 2, 1);
    CommandRun one = run("status");
    assertThat(one.code()).isEqualTo(1);
    assertThat(one.out()).contains("1 of 2 pods run", "alpine:3.22").doesNotContain("by others");
    status(2, 2, 2);
    assertThat(run("status").code()).isZero();
  }

  @Test
  void podsThatHaveStillToChangeAreNotSaidToBeAsWanted() throws IOException {
    run("install");
    status(2, 2, 2);
    run("install", "--image", "registry.example.com/a:1");
    CommandRun changed = run("status");
    assertThat(changed.code()).isEqualTo(1);
    assertThat(changed.out()).contains("2 of 2 pods run (0 as they should be now)");
    status(2, 2, 2);
    assertThat(run("status").code()).isZero();
  }

  private void status(int wanted, int updated, int ready) {
    cluster.store.update(
        SET,
        set -> {
          set.putObject("status")
              .put("observedGeneration", set.at("/metadata/generation").asLong())
              .put("desiredNumberScheduled", wanted)
              .put("updatedNumberScheduled", updated)
              .put("numberReady", ready);
          return set;
        });
  }

  @Test
  void whatOthersMadeIsLeftAloneUnlessItIsAdopted() throws IOException {
    run("install");
    cluster.store.update(
        SET,
        set -> {
          set.withObject("/metadata/labels").remove("app.kubernetes.io/managed-by");
          return set;
        });
    for (String verb : List.of("install", "remove")) {
      CommandRun refused = run(verb);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("did not make it", "--adopt");
    }
    assertThat(run("install", "--adopt").code()).isZero();
    assertThat(cluster.store.get(SET).at(MADE_BY).asText()).isEqualTo("podspan-clusters-probes");
    assertThat(run("remove").out()).contains("removed");
    assertThat(cluster.has(ResourceType.DAEMON_SET, "podspan", "podspan-probe")).isFalse();
    assertThat(run("remove").out()).contains("not installed");
  }

  @Test
  void whatCannotBeInstalledIsSaid() throws IOException {
    assertThat(run("install", "--image", "a b").code()).isNotZero();
    assertThat(run("install", "--limits", "memory=lots").code()).isNotZero();
    cluster.store.remove(ObjectKey.of(ResourceType.NAMESPACE, "", "podspan"));
    CommandRun run = run("install");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("podspan clusters grant");
  }
}
