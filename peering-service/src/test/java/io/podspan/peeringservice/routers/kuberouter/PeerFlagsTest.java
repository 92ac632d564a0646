package io.podspan.peeringservice.routers.kuberouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerFlagsTest {
  private static final PeerFlags PEERS = new PeerFlags(List.of(), Map.of());
  private static final Reflector ONE = new Reflector("one", "192.0.2.1", 179, 64512);
  private static final Reflector TWO = new Reflector("two", "192.0.2.2", 1790, 64512);

  /** Flags are separated by blanks; {@code --flag value} are two list elements. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --v=2                                                        | --v=2 --peer-router-ips=192.0.2.1 --peer-router-asns=64512
          ''                                                           | --peer-router-ips=192.0.2.1 --peer-router-asns=64512
          --peer-router-ips=198.51.100.9 --peer-router-asns=65000 --v=2 | --peer-router-ips=198.51.100.9,192.0.2.1 --peer-router-asns=65000,64512 --v=2
          --peer-router-ips 198.51.100.9 --peer-router-asns 65000      | --peer-router-ips 198.51.100.9,192.0.2.1 --peer-router-asns 65000,64512
          --peer-router-ips=198.51.100.9 --peer-router-asns=65000 --peer-router-ports=1179 | --peer-router-ips=198.51.100.9,192.0.2.1 --peer-router-asns=65000,64512 --peer-router-ports=1179,179
          --peer-router-ips=198.51.100.9 --peer-router-asns=65000 --peer-router-passwords=c2VjcmV0 | --peer-router-ips=198.51.100.9,192.0.2.1 --peer-router-asns=65000,64512 --peer-router-passwords=c2VjcmV0,
          --peer-router-ips=192.0.2.1 --peer-router-asns=64512         | --peer-router-ips=192.0.2.1 --peer-router-asns=64512
          --peer-router-ips=198.51.100.1 --peer-router-asns=64701 --peer-router-ips=198.51.100.2 --peer-router-asns=64702 | --peer-router-ips=198.51.100.1 --peer-router-asns=64701 --peer-router-ips=198.51.100.2,192.0.2.1 --peer-router-asns=64702,64512
          --peer-router-ips=192.0.2.1 --peer-router-asns=64512 --peer-router-ips=198.51.100.2 --peer-router-asns=64702 | --peer-router-ips=192.0.2.1 --peer-router-asns=64512 --peer-router-ips=198.51.100.2 --peer-router-asns=64702
          --peer-router-ips=198.51.100.1,198.51.100.3 --peer-router-ips 198.51.100.2 --peer-router-asns=1,2,3 | --peer-router-ips=198.51.100.1,198.51.100.3 --peer-router-ips 198.51.100.2,192.0.2.1 --peer-router-asns=1,2,3,64512
          """)
  void adds(String before, String after) {
    assertThat(PEERS.with(list(before), List.of(ONE))).isEqualTo(list(after));
  }

  private static List<String> list(String flags) {
    return flags.isBlank() ? List.of() : List.of(flags.strip().split(" +"));
  }

  @Test
  void addsPortsForAllPeersOnceOneIsUnusual() {
    assertThat(PEERS.with(List.of(), List.of(ONE, TWO)))
        .containsExactly(
            "--peer-router-ips=192.0.2.1,192.0.2.2",
            "--peer-router-asns=64512,64512",
            "--peer-router-ports=179,1790");
  }

  @Test
  void countsThePortsOfAllOccurrences() {
    List<String> flags =
        list(
            "--peer-router-ips=198.51.100.1 --peer-router-asns=64701"
                + " --peer-router-ips=198.51.100.2 --peer-router-asns=64702");
    List<String> there = PEERS.with(flags, List.of(TWO));
    assertThat(there)
        .containsExactly(
            "--peer-router-ips=198.51.100.1",
            "--peer-router-asns=64701",
            "--peer-router-ips=198.51.100.2,192.0.2.2",
            "--peer-router-asns=64702,64512",
            "--peer-router-ports=179,179,1790");
    assertThat(PEERS.without(there, List.of(TWO))).isEqualTo(flags);
  }

  @Test
  void removesFromTheOccurrenceThatHoldsIt() {
    List<String> flags =
        list(
            "--peer-router-ips=192.0.2.1 --peer-router-asns=64512 --v=2"
                + " --peer-router-ips=198.51.100.2 --peer-router-asns=64702");
    assertThat(PEERS.without(flags, List.of(ONE)))
        .containsExactly("--v=2", "--peer-router-ips=198.51.100.2", "--peer-router-asns=64702");
  }

  @Test
  void countsTheFlagsInTheCommandToo() {
    PeerFlags peers =
        new PeerFlags(
            list("kube-router --peer-router-ips=198.51.100.1 --peer-router-asns=64701"), Map.of());
    assertThat(peers.with(List.of("--v=2"), List.of(TWO)))
        .containsExactly(
            "--v=2",
            "--peer-router-ips=192.0.2.2",
            "--peer-router-asns=64512",
            "--peer-router-ports=179,1790");
    PeerFlags there =
        new PeerFlags(list("--peer-router-ips=192.0.2.1 --peer-router-asns=64512"), Map.of());
    assertThat(there.with(List.of("--v=2"), List.of(ONE))).containsExactly("--v=2");
    assertThatExceptionOfType(UnusablePeersException.class)
        .isThrownBy(() -> there.without(List.of("--v=2"), List.of(ONE)));
  }

  @Test
  void readsVariablesAndRefusesUnknownOnes() {
    PeerFlags known = new PeerFlags(List.of(), Map.of("REFLECTOR", "192.0.2.1"));
    List<String> flags = list("--peer-router-ips=$(REFLECTOR) --peer-router-asns=64512");
    assertThat(known.with(flags, List.of(ONE))).isEqualTo(flags);
    assertThatExceptionOfType(UnusablePeersException.class)
        .isThrownBy(() -> PEERS.with(flags, List.of(ONE)))
        .withMessageContaining("variable");
  }

  @Test
  void removesOnlyWhatIsUnwanted() {
    List<String> flags =
        list("--a --peer-router-ips=192.0.2.1,198.51.100.9 --peer-router-asns=64512,65000 --b");
    assertThat(PEERS.without(flags, List.of(ONE)))
        .containsExactly(
            "--a", "--peer-router-ips=198.51.100.9", "--peer-router-asns=65000", "--b");
  }

  @Test
  void leavesAPeerOnAnotherPortAlone() {
    List<String> flags =
        list("--peer-router-ips=192.0.2.1 --peer-router-asns=64512 --peer-router-ports=1179");
    assertThat(PEERS.without(flags, List.of(ONE))).isEqualTo(flags);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--peer-router-ips=198.51.100.9",
        "--peer-router-ips=198.51.100.9 --peer-router-asns=1,2",
        "--peer-router-ips=198.51.100.9 --peer-router-asns=1 --peer-router-ports=1,2",
        "--peer-router-ips=198.51.100.9 --peer-router-asns=1 --peer-router-passwords-file=/p",
        "--peer-router-ips=192.0.2.1 --peer-router-asns=65000",
        "--peer-router-ips=192.0.2.1 --peer-router-asns=64512 --peer-router-ports=1179",
        "--peer-router-ips=192.0.2.1 --peer-router-asns=64512 --peer-router-passwords=c2VjcmV0"
      })
  void refusesFlagsThatContradict(String flags) {
    assertThatExceptionOfType(UnusablePeersException.class)
        .isThrownBy(() -> PEERS.with(list(flags), List.of(ONE)));
  }

  @Test
  void addingAndRemovingGivesTheSameFlagsWhateverTheyWere() {
    for (long seed = 0; seed < 500; seed++) {
      List<String> flags = anyFlags(new Random(seed));
      List<String> there = PEERS.with(flags, List.of(ONE));
      assertThat(PEERS.with(there, List.of(ONE))).as("seed %d", seed).isEqualTo(there);
      assertThat(PEERS.without(there, List.of(ONE))).as("seed %d", seed).isEqualTo(flags);
    }
  }

  private static List<String> anyFlags(Random random) {
    List<String> flags = new ArrayList<>(List.of("--run-router=true"));
    int peers = random.nextInt(3);
    if (peers > 0) {
      flag(flags, "--peer-router-ips", "198.51.100.", peers, random);
      flag(flags, "--peer-router-asns", "6500", peers, random);
      if (random.nextBoolean()) {
        flag(flags, "--peer-router-ports", "117", peers, random);
      }
      if (random.nextBoolean()) {
        flag(flags, "--peer-router-passwords", "cGFzc3", peers, random);
      }
    }
    flags.add("--v");
    flags.add("2");
    return flags;
  }

  private static void flag(List<String> flags, String name, String stem, int count, Random random) {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      values.add(stem + i);
    }
    String value = String.join(",", values);
    if (random.nextBoolean()) {
      flags.add(name + "=" + value);
    } else {
      flags.add(name);
      flags.add(value);
    }
  }

  @Test
  void hidesPasswordsInTheDiff() {
    List<String> before =
        list(
            "--peer-router-ips=198.51.100.9 --peer-router-asns=65000"
                + " --peer-router-passwords=c2VjcmV0");
    RouterChange change =
        new FlagChange(
                "kube-system",
                "kube-router",
                "kube-router",
                "args",
                before,
                PEERS.with(before, List.of(ONE)),
                "{}")
            .toChange();
    assertThat(change.toString()).doesNotContain("c2VjcmV0");
    assertThat(change.diff())
        .contains("+ --peer-router-passwords=***,", "- --peer-router-passwords=***")
        .noneMatch(line -> line.contains("c2VjcmV0"));
  }

  @Test
  void theLastSpellingOfAFlagHolds() {
    assertThat(
            new RouterFlags(list("--cluster-asn=1 --cluster-asn 2"), Map.of())
                .value("--cluster-asn"))
        .contains("2");
  }
}
