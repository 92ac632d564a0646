package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.addresses.IpFamily;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.router.SourceRules;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that a router's pod runs: a constant script, with the rules as its arguments, one
 * list for each family.
 *
 * <p>The rules are in two chains of ours. The first rule of POSTROUTING, marked {@code podspan},
 * leads to them, so that they come before kube-router's MASQUERADE. {@code iptables-restore}
 * replaces the chains in one step, and only when they are not as they should be.
 */
final class SourceRuleScript {
  private static final String SCRIPT =
      """
      apply() {
        ipt=$1; want=$2
        command -v "$ipt" >/dev/null 2>&1 || { [ -z "$want" ] && return 0; echo "$ipt is not there" >&2; return 1; }
        jump="-m comment --comment podspan -j PODSPAN-FROM"
        if [ -z "$want" ]; then
          while "$ipt" -w -t nat -D POSTROUTING $jump 2>/dev/null; do :; done
          for chain in PODSPAN-FROM PODSPAN-TO; do "$ipt" -w -t nat -F "$chain" 2>/dev/null; done
          for chain in PODSPAN-FROM PODSPAN-TO; do "$ipt" -w -t nat -X "$chain" 2>/dev/null; done
          return 0
        fi
        have=$( { "$ipt" -w -t nat -S PODSPAN-FROM; "$ipt" -w -t nat -S PODSPAN-TO; } 2>/dev/null | grep '^-A' | tr -d '"')
        if [ "$have" != "$want" ]; then
          printf '*nat\n:PODSPAN-FROM - [0:0]\n:PODSPAN-TO - [0:0]\n%s\nCOMMIT\n' "$want" | "$ipt-restore" -w -n || return 1
        fi
        first=$("$ipt" -w -t nat -S POSTROUTING | grep '^-A' | head -n 1 | tr -d '"')
        if [ "$first" != "-A POSTROUTING $jump" ]; then
          while "$ipt" -w -t nat -D POSTROUTING $jump 2>/dev/null; do :; done
          "$ipt" -w -t nat -I POSTROUTING 1 $jump || return 1
        fi
      }
      apply iptables "$1" && apply ip6tables "$2" && echo '== done'
      """;

  private SourceRuleScript() {}

  static String[] command(SourceRules rules) {
    return new String[] {
      "sh", "-c", SCRIPT, "podspan-source", rules(rules, IpFamily.IPV4), rules(rules, IpFamily.IPV6)
    };
  }

  /** As {@code iptables -S} prints them, without quotes; empty if there is none of this family. */
  static String rules(SourceRules rules, IpFamily family) {
    List<String> from =
        rules.own().stream()
            .filter(cidr -> cidr.family() == family)
            .map(cidr -> "-A PODSPAN-FROM -s " + cidr + " -j PODSPAN-TO")
            .sorted()
            .toList();
    List<String> to = new ArrayList<>();
    rules
        .remote()
        .forEach(
            (cidr, interconnect) -> {
              if (Prefix.of(cidr).family() == family) {
                to.add(
                    "-A PODSPAN-TO -d "
                        + cidr
                        + " -m comment --comment podspan:"
                        + interconnect
                        + " -j ACCEPT");
              }
            });
    if (from.isEmpty() || to.isEmpty()) {
      return "";
    }
    List<String> all = new ArrayList<>(from);
    all.addAll(to);
    return String.join("\n", all);
  }
}
