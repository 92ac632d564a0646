package io.podspan.peeringservice.routers.kuberouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.peeringservice.peering.Reflector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAnnotationsTest {
  private static final Reflector OURS = new Reflector("reflector", "192.0.2.1", 179, 64512);
  private static final Reflector SECOND = new Reflector("second", "192.0.2.2", 1790, 64512);
  private static final Reflector V6 = new Reflector("six", "2001:db8::1", 179, 64512);
  private static final String IPS = PeerAnnotations.IPS;
  private static final String ASNS = PeerAnnotations.ASNS;
  private static final String PORTS = PeerAnnotations.PORTS;
  private static final String PASSWORDS = PeerAnnotations.PASSWORDS;
  private static final String PEERS = PeerAnnotations.PEERS;

  private static PeerAnnotations lists(Map<String, String> annotations) {
    return PeerAnnotations.of("paris-1", annotations, false);
  }

  private static PeerAnnotations yaml(String text) {
    return PeerAnnotations.of("paris-1", Map.of(PEERS, text), true);
  }

  private static void assertComesAndGoes(PeerAnnotations before, Reflector... reflectors) {
    PeerAnnotations joined = before.with(List.of(reflectors));
    assertThat(joined.peers()).hasSize(before.peers().size() + reflectors.length);
    assertThat(joined.with(List.of(reflectors)).values()).isEqualTo(joined.values());
    assertThat(joined.without(List.of(reflectors)).values()).isEqualTo(before.values());
    PeerAnnotations left = joined;
    for (Reflector reflector : reflectors) {
      left = left.without(List.of(reflector));
    }
    assertThat(left.values()).isEqualTo(before.values());
  }

  @Test
  void anOlderRouterGetsParallelLists() {
    assertThat(lists(Map.of()).with(List.of(OURS)).values())
        .isEqualTo(Map.of(IPS, "192.0.2.1", ASNS, "64512"));
    assertThat(lists(Map.of()).with(List.of(OURS, SECOND)).values())
        .isEqualTo(Map.of(IPS, "192.0.2.1,192.0.2.2", ASNS, "64512,64512", PORTS, "179,1790"));
  }

  @Test
  void aNewerRouterGetsAListInYaml() {
    assertThat(PeerAnnotations.of("paris-1", Map.of(), true).with(List.of(OURS, SECOND)).values())
        .isEqualTo(
            Map.of(
                PEERS,
                """
                - {remoteip: "192.0.2.1", remoteasn: 64512}
                - {remoteip: "192.0.2.2", remoteasn: 64512, port: 1790}"""));
  }

  @Test
  void aNewerRouterKeepsTheListsThatANodeHas() {
    Map<String, String> there = Map.of(IPS, "198.51.100.1", ASNS, "64701");
    assertThat(PeerAnnotations.of("paris-1", there, true).with(List.of(OURS)).values())
        .isEqualTo(Map.of(IPS, "198.51.100.1,192.0.2.1", ASNS, "64701,64512"));
  }

  @Test
  void otherAnnotationsAreNotLookedAt() {
    assertThat(lists(Map.of("kube-router.io/rr.client", "42", "a", "b")).values()).isEmpty();
  }

  @Test
  void listsAreAfterALeaveAsBeforeTheJoin() {
    assertComesAndGoes(lists(Map.of()), OURS);
    assertComesAndGoes(lists(Map.of()), OURS, SECOND);
    assertComesAndGoes(lists(Map.of(IPS, "198.51.100.1", ASNS, "64701")), OURS, SECOND);
    assertComesAndGoes(lists(Map.of(IPS, "198.51.100.1", ASNS, "64701", PORTS, "179")), OURS);
    assertComesAndGoes(
        lists(
            Map.of(
                IPS,
                "198.51.100.1, 198.51.100.2",
                ASNS,
                "64701, 64702",
                PORTS,
                "1790,179",
                PASSWORDS,
                "c2VjcmV0,",
                PeerAnnotations.LOCAL_IPS,
                ",10.0.0.1")),
        OURS,
        SECOND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- remoteip: 198.51.100.1\n  remoteasn: 64701\n",
        "- remoteip: 198.51.100.1\n  remoteasn: 64701",
        "# ours\n\n  - remoteip: 198.51.100.1\n    remoteasn: 64701\n    password: c2VjcmV0\n",
        "- {remoteip: \"198.51.100.1\", remoteasn: 64701}\n- remoteip: 2001:db8::9\n  remoteasn: 1\n",
        "- remoteip: 198.51.100.1\n  remoteasn: 64701\n  bfd:\n    enabled: true\n\n"
      })
  void aListInYamlIsAfterALeaveAsBeforeTheJoin(String text) {
    assertComesAndGoes(yaml(text), OURS);
    assertComesAndGoes(yaml(text), OURS, SECOND, V6);
  }

  @Test
  void whatOthersAddedMeanwhileStays() {
    String joined =
        yaml("- remoteip: 198.51.100.1\n  remoteasn: 64701")
            .with(List.of(OURS))
            .values()
            .get(PEERS);
    assertThat(
            yaml(joined + "\n- remoteip: 198.51.100.2\n  remoteasn: 64702")
                .without(List.of(OURS))
                .values())
        .containsEntry(
            PEERS,
            "- remoteip: 198.51.100.1\n  remoteasn: 64701\n- remoteip: 198.51.100.2\n"
                + "  remoteasn: 64702");
  }

  @Test
  void besideAPeerWithAPasswordANewOneHasAnEmptyOne() {
    String joined =
        yaml("- remoteip: 198.51.100.1\n  remoteasn: 64701\n  password: c2VjcmV0\n")
            .with(List.of(OURS))
            .values()
            .get(PEERS);
    assertThat(joined)
        .as("kube-router wants passwords of all peers or of none")
        .endsWith("- {remoteip: \"192.0.2.1\", remoteasn: 64512, password: \"\"}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{remoteip: 198.51.100.1, remoteasn: 64701}]",
        "- remoteip: 198.51.100.1",
        "{remoteip: 198.51.100.1}",
        "- [",
        "- &a {remoteip: 198.51.100.1, remoteasn: 64701}\n...\n",
        "just text"
      })
  void aListThatCannotBeAddedToIsRefused(String text) {
    assertThatExceptionOfType(UnusablePeersException.class)
        .isThrownBy(() -> yaml(text).with(List.of(OURS)))
        .withMessageContaining("the annotations of the node paris-1");
  }

  @Test
  void aPeerThatAnotherOneWroteOnSeveralLinesIsNotCutOut() {
    String theirs =
        "- remoteip: 192.0.2.1\n  remoteasn: 64512\n- remoteip: 198.51.100.1\n  remoteasn: 64701\n";
    assertThat(yaml(theirs).with(List.of(OURS)).values()).containsEntry(PEERS, theirs);
    assertThatExceptionOfType(UnusablePeersException.class)
        .isThrownBy(() -> yaml(theirs).without(List.of(OURS)))
        .withMessageContaining("otherwise than Podspan writes it");
  }

  @Test
  void listsOfDifferentLengthsAndOtherNumbersAreRefused() {
    assertThatExceptionOfType(UnusablePeersException.class)
        .isThrownBy(() -> lists(Map.of(IPS, "198.51.100.1")).with(List.of(OURS)));
    assertThatExceptionOfType(UnusablePeersException.class)
        .isThrownBy(() -> lists(Map.of(IPS, "192.0.2.1", ASNS, "64513")).with(List.of(OURS)))
        .withMessageContaining("AS number 64513");
    assertThatExceptionOfType(UnusablePeersException.class)
        .isThrownBy(() -> lists(Map.of(IPS, "192.0.2.2", ASNS, "64512")).with(List.of(SECOND)))
        .withMessageContaining("port 179");
  }

  @Test
  void passwordsAreNotShown() {
    assertThat(PeerAnnotations.shown(PASSWORDS, "c2VjcmV0,,x"))
        .isEqualTo("kube-router.io/peer.passwords=***,,***");
    assertThat(
            PeerAnnotations.shown(
                PEERS,
                "- remoteip: 192.0.2.1\n  password: c2VjcmV0\n- {\"password\": \"Zm9v\", a: b}\n"))
        .doesNotContain("c2VjcmV0", "Zm9v")
        .contains("remoteip: 192.0.2.1")
        .doesNotContain("\n");
  }
}
