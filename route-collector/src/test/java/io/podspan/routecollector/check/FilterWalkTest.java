package io.podspan.routecollector.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.events.reason.PathReason;
import io.podspan.routecollector.check.FilterWalk.Drop;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilterWalkTest {
  private static final Packet PACKET =
      new Packet(
          IpAddress.of("10.1.0.3"),
          IpAddress.of("10.3.1.7"),
          "kube-bridge",
          "eth0",
          Set.of(IpAddress.of("192.0.2.1")));

  private static List<Drop> walk(String... rules) {
    return FilterWalk.of(FilterTable.of(List.of(rules), List.of()), PACKET);
  }

  @Test
  void aRuleThatTakesEveryPacketIsCertain() {
    assertThat(walk("[0:0] -A FORWARD -j DROP"))
        .singleElement()
        .satisfies(
            drop -> {
              assertThat(drop.certain()).isTrue();
              assertThat(drop.text()).isEqualTo("-A FORWARD -j DROP");
            });
  }

  @Test
  void whatIsAcceptedBeforeIsNotDropped() {
    assertThat(walk("[0:0] -A FORWARD -i kube-bridge -j ACCEPT", "[9:9] -A FORWARD -j DROP"))
        .isEmpty();
  }

  @Test
  void aRuleForOthersIsPassed() {
    assertThat(
            walk(
                "[9:9] -A FORWARD -d 10.9.0.0/16 -j DROP",
                "[9:9] -A FORWARD ! -s 10.0.0.0/8 -j DROP",
                "[9:9] -A FORWARD -o cali+ -j DROP",
                "[9:9] -A FORWARD -m conntrack --ctstate INVALID -j DROP",
                "[9:9] -A FORWARD -m addrtype --dst-type LOCAL -j DROP"))
        .isEmpty();
  }

  @Test
  void theEndOfTheChainCounts() {
    assertThat(walk(":FORWARD DROP [3:252]"))
        .singleElement()
        .satisfies(
            drop -> {
              assertThat(drop.certain()).isTrue();
              assertThat(drop.packets()).isEqualTo(3);
            });
  }

  @Test
  void aRuleThatMayTakeItIsNotCertainUnlessItsCounterGrows() {
    String rule = " -A FORWARD -p tcp -m tcp --dport 80 -j DROP";
    assertThat(walk("[9:9]" + rule))
        .singleElement()
        .satisfies(
            drop -> {
              assertThat(drop.certain()).isFalse();
              assertThat(drop.grew()).isFalse();
            });
    assertThat(
            FilterWalk.of(
                FilterTable.of(List.of("[9:9]" + rule), List.of("[10:9]" + rule)), PACKET))
        .singleElement()
        .satisfies(drop -> assertThat(drop.grew()).isTrue());
  }

  @Test
  void aChainThatReturnsGoesOnAfterItsJump() {
    assertThat(
            walk(
                "[0:0] -A FORWARD -j MINE",
                "[0:0] -A FORWARD -j DROP",
                "[0:0] -A MINE -j RETURN",
                "[0:0] -A MINE -j ACCEPT"))
        .singleElement()
        .satisfies(drop -> assertThat(drop.certain()).isTrue());
  }

  @Test
  void aChainThatCallsItselfEnds() {
    assertThat(walk("[0:0] -A FORWARD -j A", "[0:0] -A A -j B", "[0:0] -A B -j A")).isEmpty();
  }

  private static final String[] POLICY = {
    "[0:0] -A FORWARD -d 10.3.1.7/32 -m comment --comment \"rule to jump traffic destined to POD"
        + " name:api namespace: default to chain KUBE-POD-FW-X\" -j KUBE-POD-FW-X",
    "[0:0] -A KUBE-POD-FW-X -m comment --comment \"run through nw policy deny-all\" -j"
        + " KUBE-NWPLCY-Y",
    "[4:0] -A KUBE-POD-FW-X -m comment --comment \"rule to REJECT traffic destined for POD"
        + " name:api namespace: default\" -m mark ! --mark 0x10000/0x10000 -j REJECT --reject-with"
        + " icmp-port-unreachable",
  };

  @Test
  void aPolicyThatMarksNothingDenies() {
    Drop drop = walk(POLICY).getFirst();
    assertThat(drop.certain()).isTrue();
    assertThat(new DropReason(PACKET).of(drop))
        .isEqualTo(new PathReason.PolicyDenied("default/api", "ingress", "default/deny-all"));
  }

  @Test
  void aPolicyThatMarksThePacketAllowsIt() {
    assertThat(
            walk(
                POLICY[0],
                POLICY[1],
                POLICY[2],
                "[0:0] -A KUBE-NWPLCY-Y -s 10.1.0.0/16 -j MARK --set-xmark 0x10000/0x10000"))
        .isEmpty();
  }

  @Test
  void aPolicyWhoseSetOfPodsIsNotKnownIsInDoubt() {
    assertThat(
            walk(
                POLICY[0],
                POLICY[1],
                POLICY[2],
                "[0:0] -A KUBE-NWPLCY-Y -m set --match-set KUBE-SRC-Z src -j MARK --set-xmark"
                    + " 0x10000/0x10000"))
        .singleElement()
        .satisfies(drop -> assertThat(drop.certain()).isFalse());
  }

  @Test
  void aChainOfCalicoIsAPolicyToo() {
    Drop drop =
        walk(
                "[0:0] -A FORWARD -j cali-FORWARD",
                "[0:0] -A cali-FORWARD -o eth0 -g cali-tw-eth0",
                "[7:0] -A cali-tw-eth0 -m comment --comment \"cali:abc\" -j DROP")
            .getFirst();
    assertThat(new DropReason(PACKET).of(drop))
        .isEqualTo(new PathReason.PolicyDenied("10.3.1.7", "ingress", null));
  }
}
