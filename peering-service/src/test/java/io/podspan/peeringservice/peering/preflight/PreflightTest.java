package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.Proposals.PARIS;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import io.podspan.peeringservice.peering.preflight.Candidate.Unseen;
import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import io.podspan.peeringservice.peering.preflight.Preflight.Blocked;
import io.podspan.peeringservice.peering.preflight.Preflight.Passed;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.FakeReading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All checks together. What each finds is in its own test. */
class PreflightTest {
  private static final NetworkLook HEARD =
      NetworkLook.NONE
          .with(
              Map.of(
                  REFLECTOR.name(),
                  new ReflectorWord(REFLECTOR.address(), REFLECTOR.port(), REFLECTOR.asn())))
          .withLinks(Proposals.links(1500, 16, PARIS, TOKYO));

  private static Preflight.Result check(Candidate... candidates) {
    return Preflight.check(
        Proposals.request(REFLECTOR),
        List.of(candidates),
        List.of(candidates).stream().map(Candidate::known).toList(),
        List.of(),
        HEARD);
  }

  private static List<String> codes(Preflight.Result result) {
    return ((Blocked) result).violations().stream().map(Violation::code).distinct().toList();
  }

  @Test
  void passesWithAnExactPlanForEachCluster() {
    List<ClusterPlan> plans = ((Passed) check(candidate(PARIS), candidate(TOKYO))).plans();
    assertThat(plans).extracting(ClusterPlan::cluster).containsExactly("paris", "tokyo");
    assertThat(plans.getFirst().change().diff()).containsExactly("+ --peer-router-ips=192.0.2.1");
    assertThat(plans.getFirst().nodes())
        .extracting(Node::name)
        .containsExactly("paris-1", "paris-2");
  }

  @Test
  void saysOfEachCheckThatItPassed() {
    List<Finding> findings = check(candidate(PARIS), candidate(TOKYO)).findings();
    assertThat(findings)
        .extracting(Finding::check)
        .containsOnlyOnceElementsOf(
            Preflight.CHECKS.stream()
                .filter(check -> !(check instanceof RouterProperty))
                .map(Check::name)
                .toList())
        .containsAll(Preflight.CHECKS.stream().map(Check::name).toList());
    assertThat(findings)
        .allSatisfy(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
              assertThat(finding.evidence()).endsWith(".");
            });
  }

  @Test
  void noTwoChecksHaveTheSameName() {
    assertThat(Preflight.CHECKS).extracting(Check::name).doesNotHaveDuplicates();
  }

  @Test
  void aCautionBlocksNothingAndIsInThePlan() {
    FakeReading risky =
        new FakeReading(
            Samples.FLAGS, List.of(new Caution("risky", "A risk.", "Think.")), List.of());
    Passed passed = (Passed) check(Proposals.parisWithRouter(risky), candidate(TOKYO));
    assertThat(passed.plans().getFirst().cautions()).containsExactly("A risk. Think.");
    assertThat(passed.findings()).extracting(Finding::outcome).contains(Outcome.CAUTION);
  }

  @Test
  void aCautionAboutAReflectorIsInEachPlan() {
    Passed passed =
        (Passed)
            Preflight.check(
                Proposals.request(REFLECTOR),
                List.of(candidate(PARIS), candidate(TOKYO)),
                List.of(candidate(PARIS).known(), candidate(TOKYO).known()),
                List.of(),
                NetworkLook.NONE.withLinks(Proposals.links(1500, 16, PARIS, TOKYO)));
    assertThat(passed.plans())
        .hasSize(2)
        .allSatisfy(
            plan ->
                assertThat(plan.cautions())
                    .singleElement(STRING)
                    .contains("has not said yet where it listens"));
  }

  @Test
  void anUnreachableClusterDoesNotHideTheOtherFaults() {
    Candidate unseen =
        candidate(
            Proposals.asn(TOKYO, 65001), new Unseen(new ClusterFault.Unreachable("No answer.")));
    assertThat(codes(check(candidate(PARIS), unseen)))
        .containsExactly("asn-mismatch", "cluster-unreachable");
  }

  @Test
  void namesEverythingAtOnce() {
    Cluster bad =
        new Cluster(
            "tokyo",
            Samples.CALICO,
            null,
            65001,
            PARIS.podCidrs(),
            PARIS.serviceCidrs(),
            List.of(new Node("tokyo-1", "198.18.1.1", Samples.cidrs("10.1.9.0/24"))),
            TOKYO.access());
    assertThat(codes(check(candidate(PARIS), candidate(bad))))
        .containsExactly("asn-mismatch", "overlapping-pod-cidrs", "duplicate-node-address");
  }
}
