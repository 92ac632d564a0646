package io.podspan.peeringservice.routers.kuberouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Verdict;
import io.podspan.peeringservice.peering.router.RouterTraits;
import io.podspan.peeringservice.peering.router.RouterTraits.OffSubnet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What flags and image say of what matters to other clusters. */
class FlagTraitsTest {
  private static final Node NODE = new Node("paris-1", "192.0.2.11", List.of());

  private static FlagTraits with(String image, String... flags) {
    return new FlagTraits(new RouterFlags(List.of(flags), Map.of()), image);
  }

  private static RouterTraits traits(String... flags) {
    return with("cloudnativelabs/kube-router:v2.1.0", flags).all();
  }

  private static <T> T known(Answer<T> answer) {
    return ((Known<T>) answer).value();
  }

  @Test
  void tunnelsAreMadeUnlessTheOverlayIsOff() {
    assertThat(known(traits().offSubnet())).isEqualTo(OffSubnet.TUNNELLED);
    assertThat(known(traits("--enable-overlay=false").offSubnet())).isEqualTo(OffSubnet.DROPPED);
    assertThat(known(traits("--overlay-type=full").offSubnet()))
        .isEqualTo(OffSubnet.ALWAYS_TUNNELLED);
    assertThat(traits("--enable-overlay=$(OVERLAY)").offSubnet()).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({
    "--advertise-cluster-ip, true",
    "--advertise-cluster-ip=true, true",
    "--advertise-external-ip=1, true",
    "--advertise-loadbalancer-ip=T, true",
    "--advertise-cluster-ip=false, false",
  })
  void servicesAreAnnouncedByFlag(String flag, boolean announced) {
    assertThat(known(traits(flag).announcesServices())).isEqualTo(announced);
  }

  @Test
  void theServiceRangeHasADefaultOfItsOwn() {
    assertThat(known(traits().serviceRange())).isEqualTo(Samples.cidrs("10.96.0.0/12"));
    assertThat(known(traits("--service-cluster-ip-range=10.1.0.0/16,fd00::/112").serviceRange()))
        .isEqualTo(Samples.cidrs("10.1.0.0/16", "fd00::/112"));
    assertThat(traits("--service-cluster-ip-range=ten").serviceRange()).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({
    "kube-router:v2.0.0, true",
    "kube-router:v2.6.3, true",
    "kube-router:v2.7.0, false",
    "kube-router:v2.11.1-amd64, false",
  })
  void releasesBefore27AnnounceOnlyToPeersThatRestartGracefully(String image, boolean needs) {
    assertThat(known(with(image, "--bgp-graceful-restart=true").all().needsGracefulReflector()))
        .isEqualTo(needs);
    assertThat(known(with(image).all().needsGracefulReflector())).isFalse();
  }

  @Test
  void anImageWithoutTagDoesNotSayIt() {
    assertThat(
            with("cloudnativelabs/kube-router", "--bgp-graceful-restart")
                .all()
                .needsGracefulReflector())
        .isInstanceOf(Unknown.class);
  }

  @Test
  void theIdentifierIsTheAddressUnlessAFlagSaysMore() {
    assertThat(known(with("").routerId(NODE))).isEqualTo("192.0.2.11");
    assertThat(known(with("", "--router-id=198.51.100.7").routerId(NODE)))
        .isEqualTo("198.51.100.7");
    assertThat(with("", "--router-id=$(POD_IP)").routerId(NODE)).isInstanceOf(Unknown.class);
    assertThat(with("", "--router-id=seven").routerId(NODE)).isInstanceOf(Unknown.class);
    assertThat(with("").routerId(new Node("n", "2001:db8::1", List.of())))
        .isInstanceOf(Unknown.class);
  }

  /** The expected ones come from Go's own hash over net.ParseIP of the address. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.11, 208.181.192.8",
    "198.18.1.1, 38.216.23.1",
    "2001:db8::1, 110.91.4.244",
  })
  void aGeneratedIdentifierIsTheHashThatKubeRouterMakes(String address, String id) {
    assertThat(GeneratedRouterId.of(IpAddress.of(address))).isEqualTo(id);
    assertThat(
            known(with("", "--router-id", "generate").routerId(new Node("n", address, List.of()))))
        .isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "kube-router:v2.8.1, '', CAUTION",
    "kube-router:v2.9.0, '', PASS",
    "kube-router:v2.9.0, --gobgp-admin-address=192.0.2.11, CAUTION",
    "kube-router:v2.9.0, --gobgp-admin-address=127.0.0.1, PASS",
    "kube-router:v2.1.0, --gobgp-admin-port=0, PASS",
    "kube-router, '', UNCHECKED",
    "kube-router:v2.1.0, --gobgp-admin-port=$(PORT), UNCHECKED",
  })
  void thePortForAdministrationIsOpenInOldReleases(String image, String flag, Verdict verdict) {
    RouterNote note = AdminPort.note(new RouterFlags(List.of(flag), Map.of()), image);
    assertThat(note.verdict()).isEqualTo(verdict);
  }
}
