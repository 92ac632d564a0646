package io.podspan.lab.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeRouterFlagsTest {
  @Test
  void withoutFlagsHasTheDefaultsOfKubeRouter() {
    KubeRouterFlags flags = KubeRouterFlags.parse(List.of());

    assertThat(flags.clusterAsn()).isEqualTo(64512);
    assertThat(flags.bgpPort()).isEqualTo(179);
    assertThat(flags.holdSeconds()).isEqualTo(90);
    assertThat(flags.fullMesh()).isTrue();
    assertThat(flags.advertisePodCidr()).isTrue();
    assertThat(flags.gracefulRestart().enabled()).isFalse();
    assertThat(flags.peers()).isEmpty();
  }

  @Test
  void readsBothSpellingsOfAFlag() {
    KubeRouterFlags flags =
        KubeRouterFlags.parse(
            List.of(
                "kube-router",
                "--peer-router-ips=198.18.0.1,198.18.0.2",
                "--peer-router-asns",
                "64512,65000",
                "--peer-router-ports=1790,179",
                "--router-id",
                "198.18.0.11"));

    assertThat(flags.peers())
        .containsExactly(
            new KubeRouterFlags.PeerRouter("198.18.0.1", 64512, 1790, ""),
            new KubeRouterFlags.PeerRouter("198.18.0.2", 65000, 179, ""));
    assertThat(flags.routerId()).isEqualTo("198.18.0.11");
  }

  @Test
  void annotationsOfTheNodeCountOnlyWithoutPeersInFlags() {
    Map<String, String> annotations =
        Map.of(
            "kube-router.io/peer.ips", "198.18.0.1,198.18.0.2",
            "kube-router.io/peer.asns", "64512,65000",
            "kube-router.io/peer.ports", "1790,179");
    List<String> flags = List.of("--peer-router-ips=198.18.0.9", "--peer-router-asns=64512");

    assertThat(KubeRouterFlags.parse(List.of()).orPeersOf(annotations).peers())
        .containsExactly(
            new KubeRouterFlags.PeerRouter("198.18.0.1", 64512, 1790, ""),
            new KubeRouterFlags.PeerRouter("198.18.0.2", 65000, 179, ""));
    assertThat(KubeRouterFlags.parse(flags).orPeersOf(annotations).peers())
        .extracting(KubeRouterFlags.PeerRouter::address)
        .containsExactly("198.18.0.9");
    assertThat(
            KubeRouterFlags.parse(List.of())
                .orPeersOf(Map.of("kube-router.io/peer.ips", "198.18.0.1"))
                .peers())
        .isEmpty();
  }

  @Test
  void aSwitchNeedsNoValueAndDoesNotEatTheNextFlag() {
    KubeRouterFlags flags =
        KubeRouterFlags.parse(List.of("--bgp-graceful-restart", "--advertise-pod-cidr=false"));

    assertThat(flags.gracefulRestart().enabled()).isTrue();
    assertThat(flags.advertisePodCidr()).isFalse();
  }

  @Test
  void passesOverUnknownFlagsAndTheirValues() {
    KubeRouterFlags flags =
        KubeRouterFlags.parse(List.of("--unknown", "value", "--other=x", "--cluster-asn=64600"));

    assertThat(flags.clusterAsn()).isEqualTo(64600);
  }

  @Test
  void theLastOfRepeatedFlagsWins() {
    assertThat(
            KubeRouterFlags.parse(List.of("--cluster-asn=64600", "--cluster-asn=64601"))
                .clusterAsn())
        .isEqualTo(64601);
  }

  @Test
  void decodesPasswordsAndNeverPrintsThem() {
    KubeRouterFlags flags =
        KubeRouterFlags.parse(
            List.of(
                "--peer-router-ips=198.18.0.1",
                "--peer-router-asns=64512",
                "--peer-router-passwords=c2VjcmV0"));

    assertThat(flags.peers().getFirst().password()).isEqualTo("secret");
    assertThat(flags.toString()).doesNotContain("secret");
  }

  private static KubeRouterFlags withFile(String content, String... more) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--peer-router-ips=198.18.0.1,198.18.0.2",
                "--peer-router-asns=64512,64513",
                "--peer-router-passwords-file=/etc/keys"));
    flags.addAll(List.of(more));
    return KubeRouterFlags.parse(
        flags, path -> path.equals("/etc/keys") ? Optional.of(content) : Optional.empty());
  }

  @Test
  void passwordsInAFileAreOnesOfAllPeersAndThoseInFlagsArePreferred() {
    assertThat(withFile(",c2VjcmV0\n").peers())
        .extracting(KubeRouterFlags.PeerRouter::password)
        .containsExactly("", "secret");
    assertThat(withFile("other,other", "--peer-router-passwords=c2VjcmV0,").peers())
        .extracting(KubeRouterFlags.PeerRouter::password)
        .containsExactly("secret", "");
    assertThatThrownBy(() -> withFile("c2VjcmV0"))
        .isInstanceOf(InvalidFlagsException.class)
        .hasMessageContaining("1 passwords");
    assertThatThrownBy(
            () -> KubeRouterFlags.parse(List.of("--peer-router-passwords-file=/nowhere")))
        .isInstanceOf(InvalidFlagsException.class)
        .hasMessageContaining("no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--peer-router-ips=198.18.0.1 | 0 ASN numbers",
        "--peer-router-ips=198.18.0.1 --peer-router-asns=1 | invalid ASN number",
        "--peer-router-ips=198.18.0.300 --peer-router-asns=64512 | could not parse",
        "--peer-router-ips=198.18.0.1 --peer-router-asns=64512 --peer-router-ports=0 | not a number",
        "--peer-router-ips=198.18.0.1 --peer-router-asns=64512 --peer-router-ports=1,2 | 2 ports",
        "--peer-router-ips=198.18.0.1 --peer-router-asns=64512 --peer-router-passwords=% | base64",
        "--cluster-asn=70000 | invalid ASN number",
        "--bgp-holdtime=1s | incorrect BGP holdtime",
        "--bgp-holdtime=soon | not a duration",
        "--enable-ibgp=perhaps | not a boolean",
        "--router-id=node-1 | could not parse --router-id",
      })
  void refusesWhatKubeRouterRefuses(String arguments, String message) {
    assertThatThrownBy(() -> KubeRouterFlags.parse(List.of(arguments.split(" "))))
        .isInstanceOf(InvalidFlagsException.class)
        .hasMessageContaining(message);
  }
}
