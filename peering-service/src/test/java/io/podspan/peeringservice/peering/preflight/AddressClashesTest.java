package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressClashesTest {
  private static final Check CLASHES = new AddressesInsideCidrs();

  private static Reflector at(String address) {
    return new Reflector("r", address, 179, 64512);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "0.1.2.3",
        "169.254.1.1",
        "224.0.0.5",
        "255.255.255.255",
        "::1",
        "fe80::1",
        "ff02::1"
      })
  void aReflectorHasTheAddressOfAHost(String address) {
    assertThat(new ReflectorAddress().examine(Proposals.withReflector(at(address))))
        .extracting(Finding::where, Finding::outcome)
        .containsExactly(tuple("reflectors/r/address", Outcome.BLOCK));
  }

  @Test
  void usualAddressesPass() {
    assertThat(new ReflectorAddress().examine(Proposals.USUAL)).isEmpty();
    assertThat(CLASHES.examine(Proposals.USUAL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10.101.0.1, 10.101.0.0/16", "10.3.0.9, 10.3.0.0/16"})
  void aReflectorInsideTheCidrsOfAMemberIsNamedWithThem(String address, String cidr) {
    assertThat(CLASHES.examine(Proposals.withReflector(at(address))))
        .singleElement()
        .satisfies(f -> assertThat(f.where()).isEqualTo("reflectors/r/address"))
        .satisfies(f -> assertThat(f.evidence()).contains(address, cidr));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.3.9.9", "10.1.9.9", "10.103.0.7"})
  void aNodeInsideTheCidrsOfAnyMemberIsNamedWithThem(String address) {
    assertThat(
            CLASHES.examine(Proposals.withTokyo(Proposals.firstNodeAt(Proposals.TOKYO, address))))
        .extracting(Finding::where, Finding::outcome)
        .containsExactly(tuple("clusters/tokyo/nodes/tokyo-1", Outcome.BLOCK));
  }

  @Test
  void clustersThatAreJoinedAlreadyCount() {
    var neighbour =
        Proposals.pods(
            io.podspan.peeringservice.peering.Samples.cluster(
                "oslo", 7, io.podspan.peeringservice.peering.Samples.CALICO),
            "198.18.3.0/24");
    Proposal proposal =
        Proposals.with(
            REFLECTOR,
            List.of(Proposals.interconnect("old", "paris", "oslo")),
            List.of(neighbour),
            io.podspan.peeringservice.peering.Samples.candidate(Proposals.PARIS),
            io.podspan.peeringservice.peering.Samples.candidate(Proposals.TOKYO));
    assertThat(CLASHES.examine(proposal))
        .extracting(Finding::where)
        .contains("clusters/tokyo/nodes/tokyo-1", "clusters/tokyo/nodes/tokyo-2");
  }
}
