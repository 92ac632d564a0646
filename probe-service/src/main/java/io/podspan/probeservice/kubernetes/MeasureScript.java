package io.podspan.probeservice.kubernetes;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.paths.PathKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command that measures to one address, several kinds at the same time: a constant script with
 * the address, a port, a name and the kinds as its arguments. Each kind's output is printed at once
 * after a line {@code == kind tool exit-code}; the tool is {@code none} where the image has none.
 *
 * <p>The other end may send anything, without end. Of what it sends a few hundred octets are kept
 * at most, and only where it is the answer; and nothing that a tool says can look like such a line.
 *
 * <p>HTTP is one request for {@code /} whose redirects are not followed: they could lead anywhere.
 * For the same reason curl reads neither the proxies nor the settings of the pod.
 *
 * <p>The path MTU is searched from that of the pod's interface downwards; a router's word about it
 * is tried first. Two packets of each size are sent: one that is lost by chance says nothing of
 * sizes.
 */
final class MeasureScript {
  static final int COUNT = 5;

  /** Beside the rounds of a search for an MTU whose packets all get lost. */
  private static final Duration LONGEST = Duration.ofSeconds(22);

  private static final Duration USUAL = Duration.ofSeconds(10);

  private static final String NO_NAME = ".";

  private static final String SCRIPT =
      """
      address=$1; port=$2; name=$3; count=$4; shift 4
      export LC_ALL=C LANGUAGE=C
      host=$address; small=576; head=28; limit=4
      case $address in *:*) host="[$address]"; small=1280; head=48;; esac
      has() { command -v "$1" >/dev/null 2>&1; }
      bounded() { if ! has timeout; then "$@"; elif timeout -t 4 true 2>/dev/null; then timeout -t $limit "$@"; else timeout $limit "$@"; fi; }
      icmp() {
        has ping || return; tool=ping
        said=$(ping -n -c "$count" -i 0.2 -W 1 "$address" 2>&1)
        case $said in
          *%*|*connect:*|*sendto:*|*sendmsg:*|*'sending packet:'*) ;;
          *) plain=$(ping -c "$count" -w 4 "$address" 2>&1)
             case $plain in *%*) said=$plain ;; esac ;;
        esac
      }
      tcp() {
        if has bash && has timeout; then
          tool=bash; said=$(timeout 3 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$address" "$port" 2>&1); code=$?
        elif has nc; then
          tool=nc; said=$(bounded nc -nvz -w 3 "$address" "$port" </dev/null 2>&1 >/dev/null); code=$?
          case $said in *'nvalid option'*|*'nrecognized option'*|*sage:*)
            said=$(bounded nc -w 3 "$address" "$port" </dev/null 2>&1 >/dev/null); code=$?
            [ $code -lt 124 ] || [ -n "$said" ] || code=0;;
          esac
        elif has curl; then
          tool=curl; said=$(curl -q --noproxy '*' -sS -o /dev/null -m 3 -w 'at %{time_connect}' "telnet://$host:$port" </dev/null 2>&1); code=$?
          case $said in *'at 0.000000') ;; *) code=0;; esac
        elif has python3; then
          tool=python3; said=$(python3 -c 'import socket,sys; socket.create_connection((sys.argv[1],int(sys.argv[2])),3)' "$address" "$port" 2>&1); code=$?
        fi
      }
      http() {
        get='GET / HTTP/1.0\\r\\nHost: podspan\\r\\n\\r\\n'
        if has curl; then
          tool=curl; said=$(curl -q --noproxy '*' -sS -o /dev/null -m 4 -w 'HTTP %{http_code}' "http://$host:$port/" 2>&1); code=$?
        elif has bash && has timeout; then
          tool=bash; said=$(timeout 4 bash -c 'exec 3<>"/dev/tcp/$0/$1" && printf "$2" >&3 && IFS= read -rn 300 line <&3 && printf "%s" "$line"' "$address" "$port" "$get" 2>&1); code=$?
        elif has nc; then
          tool=nc; said=$(printf "$get" | { bounded nc -w 3 "$address" "$port" 2>&1; echo " $?"; } | head -c 300)
          said=${said:-no head 127}; code=${said##*[!0-9]}; said=${said% *}
          case $code in ?|??|???) ;; *) code=0;; esac
        fi
      }
      dns() {
        limit=3
        if has getent; then tool=getent; said=$(bounded getent hosts "$name" 2>&1); code=$?; [ $code -ne 0 ] || return; fi
        if has nslookup; then tool=nslookup; said=$(bounded nslookup "$name" 2>&1); code=$?; fi
      }
      fits() {
        said=$(ping -n -c 2 -i 0.2 -W 1 -M do -s $(($1 - head)) "$address" 2>&1)
        case $said in *', 0% packet'*|*', 50% packet'*) ;; *) return 1;; esac
      }
      mtu() {
        has ping || return; tool=ping; link=0; told=0; tries=0; low=$small
        for file in /sys/class/net/*/mtu; do
          case $file in */lo/*) continue;; esac
          read -r size <"$file" && [ "$size" -gt $link ] && link=$size
        done
        fits $low || { code=1; return; }
        high=$link; size=$link
        while [ $low -lt $high ] && [ $tries -lt 14 ]; do
          tries=$((tries + 1))
          if fits $size; then low=$size
          else
            word=$(printf '%s' "$said" | sed -n 's/.*mtu *= *\\([0-9]*\\).*/\\1/p' | head -n 1)
            if [ -n "$word" ] && [ "$word" -ge $low ] && [ "$word" -lt $size ]; then
              told=$word; high=$word; size=$word; continue
            fi
            high=$((size - 1))
          fi
          size=$(((low + high + 1) / 2))
        done
        said="link $link found $low told $told"
      }
      for kind in "$@"; do
        { said=; code=0; tool=none; $kind
          said=$(printf %.4000s "$said"); said=${said%%==*}
          printf '== %s %s %s\\n%s\\n' "$kind" "$tool" "$code" "$said"; } &
      done
      wait
      """;

  private MeasureScript() {}

  /**
   * @param port 0 where no kind needs one
   * @param name null where no kind needs one
   */
  static String[] command(IpAddress to, int port, @Nullable String name, Set<PathKind> kinds) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "podspan-measure"));
    words.add(to.toString());
    words.add(Integer.toString(port));
    words.add(name == null ? NO_NAME : name);
    words.add(Integer.toString(COUNT));
    kinds.forEach(kind -> words.add(kind.text()));
    return words.toArray(String[]::new);
  }

  /** What it may take, with time for the API and for a busy node. */
  static Duration atMost(Set<PathKind> kinds) {
    return kinds.contains(PathKind.MTU) ? LONGEST : USUAL;
  }
}
