package io.podspan.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.podspan.lab.network.Command;
import io.podspan.lab.network.Fabric;
import io.podspan.lab.network.LabException;
import io.podspan.lab.network.LabName;
import io.podspan.lab.network.Namespaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lab leaves nothing behind: after a regular end, after a crash, and beside another lab. */
class CleanUpIT {
  private static final LabName NAME = new LabName("labclean");
  private static final String SUBNET = "198.18.204.0/24";

  @AfterEach
  void removeLeftovers() {
    if (Prerequisites.check().met()) {
      Lab.cleanUp(NAME);
    }
  }

  @Test
  void downLeavesNoNamespaceProcessOrInterface() {
    try (TestLab test = TestLab.up(NAME.value(), SUBNET)) {
      assertThat(new Namespaces(NAME).processes()).isNotEmpty();
      assertThat(test.lab().kubeconfig(TestLab.EAST)).exists();
    }

    assertThat(new Namespaces(NAME).names()).isEmpty();
    assertThat(Path.of("/sys/class/net", NAME.hostInterface())).doesNotExist();
    assertThat(daemonsOf("lab-" + NAME.value())).isEmpty();
    assertThat(Path.of("target", "lab-labclean", "kubeconfigs", TestLab.EAST)).doesNotExist();
  }

  @Test
  void whatACrashLeftIsRemovedByName() throws Exception {
    TestLab.requireMachine();
    Process orphan = crash();

    Lab.cleanUp(NAME);

    assertThat(new Namespaces(NAME).names()).isEmpty();
    assertThat(orphan.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Path.of("/sys/class/net", NAME.hostInterface())).doesNotExist();
  }

  @Test
  void theNextStartRemovesWhatACrashLeft() throws Exception {
    TestLab.requireMachine();
    Process orphan = crash();

    try (TestLab test = TestLab.up(NAME.value(), SUBNET)) {
      assertThat(orphan.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(test.lab().ping("east-n1-p1", "10.201.1.1")).isTrue();
    }
  }

  @Test
  void aSecondLabOfTheSameNameIsRefusedAndTheFirstGoesOn() {
    try (TestLab test = TestLab.up(NAME.value(), SUBNET)) {
      assertThatThrownBy(() -> TestLab.up(NAME.value(), "198.18.205.0/24"))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("runs already, in process " + ProcessHandle.current().pid());
      assertThat(test.lab().ping("east-n1-p1", "10.201.1.1")).isTrue();
    }
  }

  @Test
  void aSubnetInUseIsRefusedWithTheNameOfWhoUsesIt() {
    try (TestLab test = TestLab.up(NAME.value(), SUBNET)) {
      assertThatThrownBy(() -> TestLab.up("labother", SUBNET))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("ps-labclean");
      assertThat(new Namespaces(new LabName("labother")).names()).isEmpty();
      assertThat(test.lab().clusters()).hasSize(2);
    }
  }

  @Test
  void twoLabsWithDifferentNamesAndSubnetsCoexist() {
    try (TestLab one = TestLab.up(NAME.value(), SUBNET);
        TestLab other = TestLab.up("labother", "198.18.205.0/24")) {
      assertThat(one.lab().ping("east-n1-p1", "10.201.1.1")).isTrue();
      other.close();
      assertThat(one.lab().ping("east-n1-p1", "10.201.1.1")).isTrue();
    }
  }

  /** Leaves what kill -9 leaves: namespaces, an interface, an orphaned process. */
  private static Process crash() throws Exception {
    String namespace = NAME.namespace("east-n1");
    Command.of("ip", "-batch", "-")
        .require(
            """
            netns add %s
            netns add %s
            link add %s type veth peer name host netns %s
            """
                .formatted(namespace, NAME.fabric(), NAME.hostInterface(), NAME.fabric()));
    assertThat(Files.exists(Path.of("/run/netns", namespace))).isTrue();
    Process orphan = Command.builder(Fabric.enter(namespace, "sleep", "3600")).start();
    // The process needs a moment to enter the namespace.
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                new Namespaces(NAME)
                    .processes().stream().anyMatch(process -> process.pid() == orphan.pid()));
    return orphan;
  }

  private static List<String> daemonsOf(String folder) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains("/" + folder + "/"))
        .toList();
  }
}
