package io.podspan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.lab.kubernetes.RealClusters;
import io.podspan.lab.kubernetes.Rig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * What breaks between pods of two real clusters with kube-router is named by why, and nothing else
 * is. The second table of the page of diagnoses is what this test saw.
 *
 * <p>It takes too long for every run: {@code PODSPAN_DIAGNOSIS_FAULTS=usual} makes one fault of
 * each sort, {@code all} makes all of them, and any other text makes those whose names have it, or
 * a part of it between commas.
 */
@EnabledIfEnvironmentVariable(named = "PODSPAN_DIAGNOSIS_FAULTS", matches = ".+")
class DiagnosisKubernetesIT {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  /** Beside a rig of somebody's own. */
  private static final Rig RIG =
      Rig.named(
          CHECKOUT,
          System.getenv().getOrDefault("PODSPAN_TEST_RIG", "faultit"),
          System.getenv().getOrDefault("PODSPAN_TEST_RIG_SUBNET", "198.18.69"));

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** A node that is switched off is dead for Kubernetes after 50 s. */
  private static final Duration LONGEST = Duration.ofSeconds(120);

  /** One of each sort. */
  private static final Set<String> USUAL =
      Set.of(
          "the router hangs",
          "a route is deleted by hand",
          "forwarding is off",
          "FORWARD drops what goes to the target",
          "packets to the reflector are dropped");

  private static final String ASKED =
      System.getenv().getOrDefault("PODSPAN_DIAGNOSIS_FAULTS", "usual");
  private static final String PARIS = "paris-1";
  private static final String TOKYO = "tokyo-1";

  private static RigMachine system;

  @BeforeAll
  static void start() throws IOException {
    RealClusters.requireMachine(RIG);
    system = RigMachine.start(RIG);
    system.register();
    system.join("europe", PATIENCE);
  }

  @AfterAll
  static void stop() {
    if (system != null) {
      system.close();
    }
  }

  @Test
  void eachFaultIsNamedAndNothingElseIs() throws IOException {
    List<Fault> all = RigFaults.all(system, PARIS, TOKYO);
    List<Fault> faults = all.stream().filter(DiagnosisKubernetesIT::isAskedFor).toList();
    assertThat(faults).as("faults of that name").isNotEmpty();
    Trials trials = new Trials(system.console, system.ground(), system::podOn, LONGEST);
    faults.forEach(trials::isNamed);
    DiagnosisPage.of("what the rig saw", all, trials.rows()).writtenOrCompared();
    assertThat(trials.wrong()).isEmpty();
    assertThat(trials.misnamed()).isEmpty();
  }

  private static boolean isAskedFor(Fault fault) {
    return switch (ASKED) {
      case "all" -> true;
      case "usual" -> USUAL.contains(fault.name());
      default -> Stream.of(ASKED.split(",")).anyMatch(part -> fault.name().contains(part.strip()));
    };
  }
}
