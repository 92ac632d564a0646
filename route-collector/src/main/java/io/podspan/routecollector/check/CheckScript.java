package io.podspan.routecollector.check;

import io.podspan.addresses.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs on the node, in the pod of its router, which is in the node's own network. */
public final class CheckScript {
  private static final String NAME = "podspan-check";

  /** The argument for an address that is not there. */
  private static final String NONE = "0";

  /**
   * Each answer is a section, between a head and the exit code of its command. Counters are read
   * before and after a ping of the destination. What is long is cut. The policy of member clusters
   * has the same text.
   */
  private static final String SCRIPT =
      """
      to=$1; from=$2; behind=$3
      export LC_ALL=C
      say() { echo "== $1"; shift; "$@" 2>&1; echo "== exit $?"; }
      case $to in *:*) six=-6; net=ipv6; ipt=ip6tables;; *) six=-4; net=ipv4; ipt=iptables;; esac
      way() { ip $six -o route get "$@" | sed 's/\\\\.*//'; }
      hop() { way "$1" 2>/dev/null | sed -n "s/.* $2 \\([^ ]*\\).*/\\1/p"; }
      counters() { grep -hE '^(TcpExt|Ip|Icmp):' /proc/net/netstat /proc/net/snmp; }
      backends() { for kind in legacy nft; do command -v "$ipt-$kind-save" && found=1; done; [ "$found" ] || command -v "$ipt-save" || echo "$ipt-save"; }
      found=; saves=$(backends)
      say clock date +%s
      say route ip $six -o route get "$to"
      [ "$behind" = 0 ] && in= || in=$(hop "$behind" dev)
      [ -z "$in" ] || { say in echo "$in"; say back ip $six -o route get "$from"; [ "$in" = lo ] && say from ip $six -o route get "$to" from "$from" || say from ip $six -o route get "$to" from "$from" iif "$in"; }
      say covers ip $six route show table all match "$to"
      say addresses sh -c 'ip addr show | head -c 100000'
      for save in $saves; do say "rules $save" sh -c '"$0" -c -t filter | head -c 300000' "$save"; done
      say before counters
      reply=$(ping -n -c 2 -i 0.2 -W 1 "$to" 2>&1); case $reply in *%*) ;; *) reply=$(ping -c 2 -W 1 "$to" 2>&1);; esac
      say ping echo "$reply"
      via=$(hop "$to" via); out=$(hop "$to" dev)
      [ -z "$out" ] || say neighbour ip $six neigh show "${via:-$to}" dev "$out"
      [ -z "$via" ] || say hop ping -c 1 -W 1 "$via"
      say after counters
      for save in $saves; do say "drops $save" sh -c '"$0" -c -t filter | grep -E -- "^:|-j (DROP|REJECT)" | head -c 60000' "$save"; done
      cd /proc/sys/net || exit 0
      say settings grep -s . ipv4/ip_forward $net/conf/all/forwarding ipv4/conf/all/rp_filter ${in:+"$net/conf/$in/forwarding" "ipv4/conf/$in/rp_filter"} ${out:+"$net/conf/$out/forwarding" "ipv4/conf/$out/rp_filter"}
      """;

  private CheckScript() {}

  /** The words of the command. */
  public static List<String> command(Asked asked) {
    return List.of(
        "sh",
        "-c",
        SCRIPT,
        NAME,
        asked.destination().toString(),
        word(asked.from()),
        word(asked.behind()));
  }

  private static String word(@Nullable IpAddress address) {
    return address == null ? NONE : address.toString();
  }
}
