package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.SaidReading;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Services, routes that nodes refuse, and reflectors that are not known to be Podspan's. */
class ServicesAndRoutesTest {
  private static final Check OVERLAP = new OverlappingServiceCidrs();
  private static final Check ANNOUNCED = new ServicesAnnounced();
  private static final Check RANGE = new ServiceRangeDiffers();
  private static final Check REFUSED = new RoutesRefused();
  private static final Check LIMIT = new ReflectorListenLimit();
  private static final Check GRACEFUL = new GracefulRestartUnheard();
  private static final Cluster SAME_SERVICES = Proposals.services(TOKYO, "10.101.64.0/18");

  private static Proposal parisSays(SaidReading reading, Cluster tokyo) {
    return Proposals.of(Proposals.parisWithRouter(reading), candidate(tokyo));
  }

  private static Finding only(Check check, Proposal proposal) {
    List<Finding> findings = check.examine(proposal);
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  private static Proposal heard(Proposal usual) {
    return new Proposal(
        usual.request(),
        usual.candidates(),
        usual.neighbours(),
        usual.present(),
        usual.plannings(),
        NetworkLook.NONE.with(
            Map.of(REFLECTOR.name(), new ReflectorWord("192.0.2.1", 179, 64512))));
  }

  @Test
  void theUsualProposalPasses() {
    List.of(OVERLAP, ANNOUNCED, RANGE, REFUSED, LIMIT, GRACEFUL)
        .forEach(check -> passes(check, Proposals.USUAL));
  }

  @Test
  void servicesWithOneRangeAreACautionWhereNobodyAnnouncesThem() {
    Finding finding = only(OVERLAP, Proposals.withTokyo(SAME_SERVICES));
    assertThat(finding.outcome()).isEqualTo(Outcome.CAUTION);
    assertThat(finding.where()).isEqualTo("clusters/paris,clusters/tokyo");
  }

  @Test
  void theyBlockWhereOneAnnouncesThem() {
    SaidReading yes = SaidReading.announcesServices(new Known<>(true, "--advertise-cluster-ip"));
    Proposal proposal = parisSays(yes, SAME_SERVICES);
    assertThat(blockedPlaces(OVERLAP, proposal)).containsExactly("clusters/paris,clusters/tokyo");
    assertThat(OVERLAP.examine(proposal).getFirst().evidence()).contains("--advertise-cluster-ip");
    assertThat(only(ANNOUNCED, proposal).outcome()).isEqualTo(Outcome.CAUTION);
  }

  @Test
  void whetherTheyAreAnnouncedMayBeUnknown() {
    SaidReading unknown = SaidReading.announcesServices(new Unknown<>("the flag cannot be read"));
    Proposal proposal = parisSays(unknown, SAME_SERVICES);
    for (Check check : List.of(OVERLAP, ANNOUNCED)) {
      assertThat(only(check, proposal).outcome()).isEqualTo(Outcome.UNCHECKED);
      assertThat(only(check, proposal).evidence()).contains("the flag cannot be read");
    }
  }

  @Test
  void serviceCidrsThatNothingTellsAreNoPass() {
    assertThat(only(OVERLAP, Proposals.withTokyo(Proposals.services(TOKYO))))
        .satisfies(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Outcome.UNCHECKED);
              assertThat(finding.where()).isEqualTo("clusters/tokyo");
            });
  }

  @Test
  void routersMayHaveBeenToldAnotherServiceRange() {
    Answer<List<Prefix>> standard =
        new Known<>(List.of(Prefix.of("10.96.0.0/12")), "kube-router's default");
    passes(RANGE, parisSays(SaidReading.serviceRange(standard), TOKYO));
    Answer<List<Prefix>> other = new Known<>(List.of(Prefix.of("10.200.0.0/16")), "its flag");
    Finding finding = only(RANGE, parisSays(SaidReading.serviceRange(other), TOKYO));
    assertThat(finding.outcome()).isEqualTo(Outcome.CAUTION);
    assertThat(finding.evidence()).contains("10.101.0.0/16", "10.200.0.0/16", "its flag");
  }

  @Test
  void nodesMayRefuseWhatTheJoinWouldBring() {
    Proposal refusing = parisSays(SaidReading.refusing(Prefix.of("10.3.0.0/20")), TOKYO);
    assertThat(blockedPlaces(REFUSED, refusing)).containsExactly("clusters/paris,clusters/tokyo");
    assertThat(REFUSED.examine(refusing).getFirst().evidence())
        .contains("paris-1, paris-2", "10.3.0.0/20");
    passes(REFUSED, parisSays(SaidReading.refusing(Prefix.of("10.4.0.0/16")), TOKYO));
  }

  private static Cluster large() {
    return TOKYO.with(
        IntStream.rangeClosed(1, 99)
            .mapToObj(i -> new Node("tokyo-" + i, "198.18.3." + i, List.of()))
            .toList());
  }

  @Test
  void anotherDaemonMayNotTakeAsManyPeers() {
    Proposal proposal = Proposals.withTokyo(large());
    Finding finding = only(LIMIT, proposal);
    assertThat(finding.outcome()).isEqualTo(Outcome.CAUTION);
    assertThat(finding.evidence()).contains("101 peers", "100 dynamic neighbours");
    passes(LIMIT, heard(proposal));
  }

  @Test
  void anotherDaemonMayNotOfferGracefulRestart() {
    Proposal needs =
        parisSays(SaidReading.needsGraceful(new Known<>(true, "kube-router 2.1.0")), TOKYO);
    assertThat(only(GRACEFUL, needs).outcome()).isEqualTo(Outcome.CAUTION);
    passes(GRACEFUL, heard(needs));
    Proposal unknown = parisSays(SaidReading.needsGraceful(new Unknown<>("no tag")), TOKYO);
    assertThat(only(GRACEFUL, unknown).outcome()).isEqualTo(Outcome.UNCHECKED);
  }

  @Test
  void aDriverThatSaysNothingIsNoPass() {
    Check property = new RouterProperty("router-image", RouterNote.Check.ROUTER_IMAGE, "Fine.");
    Proposal silent = parisSays(SaidReading.refusing(), TOKYO);
    assertThat(property.examine(silent))
        .filteredOn(finding -> finding.where().equals("clusters/paris"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Outcome.UNCHECKED);
              assertThat(finding.evidence()).contains("does not say it");
            });
  }
}
