package io.podspan.probeservice.kubernetes;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.measure.SourceView;
import java.util.Arrays;
import java.util.Optional;

/**
 * The commands of the two pods: constant scripts, with address and port as their arguments. The
 * target listens with nc, perl or python3, whichever its image has, and reads the remote address of
 * the connection from {@code /proc/net/tcp}. The source connects with nc, bash, perl or python3.
 */
final class SourceScript {
  static final int SECONDS = 6;

  private static final String LISTEN =
      """
      port=$1; rounds=$(($2 * 5)); hex=$(printf '%04X' "$port"); pid=""
      alive() { [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; }
      pause() { sleep 0.2 2>/dev/null || sleep 1; }
      if command -v nc >/dev/null 2>&1; then
        nc -l -p "$port" </dev/null >/dev/null 2>&1 & pid=$!; pause
        alive || { nc -l "$port" </dev/null >/dev/null 2>&1 & pid=$!; pause; }
      fi
      if ! alive && command -v perl >/dev/null 2>&1; then
        perl -MIO::Socket::INET -e 'my $s=IO::Socket::INET->new(LocalPort=>$ARGV[0],Listen=>1,ReuseAddr=>1) or exit 1; my $c=$s->accept; sleep 3' "$port" >/dev/null 2>&1 & pid=$!; pause
      fi
      if ! alive && command -v python3 >/dev/null 2>&1; then
        python3 -c 'import socket,sys,time; s=socket.create_server(("",int(sys.argv[1]))); c=s.accept(); time.sleep(3)' "$port" >/dev/null 2>&1 & pid=$!; pause
      fi
      alive || { printf '== no-listener\\n'; exit 0; }
      seen=""; i=0
      while [ -z "$seen" ] && [ $i -lt $rounds ]; do
        for table in /proc/net/tcp /proc/net/tcp6; do
          [ -r "$table" ] || continue
          while read -r _ local remote state _; do
            case "$local" in *:"$hex") [ "$state" = 0A ] || seen=$remote;; esac
          done <"$table"
        done
        i=$((i + 1)); [ -n "$seen" ] || pause
      done
      kill "$pid" 2>/dev/null
      if [ -n "$seen" ]; then printf '== seen %s\\n' "$seen"; else printf '== nothing\\n'; fi
      """;

  private static final String CONNECT =
      """
      i=0
      while [ $i -lt 8 ]; do
        if command -v nc >/dev/null 2>&1; then said=$( (sleep 1) | nc -w 2 "$1" "$2" 2>&1) && exit 0
        elif command -v bash >/dev/null 2>&1; then said=$(bash -c 'exec 3<>"/dev/tcp/$0/$1" && sleep 1' "$1" "$2" 2>&1) && exit 0
        elif command -v perl >/dev/null 2>&1; then said=$(perl -MIO::Socket::INET -e 'IO::Socket::INET->new(PeerAddr=>$ARGV[0],PeerPort=>$ARGV[1],Timeout=>2) or die "$@\\n"; sleep 1' "$1" "$2" 2>&1) && exit 0
        elif command -v python3 >/dev/null 2>&1; then said=$(python3 -c 'import socket,sys,time; c=socket.create_connection((sys.argv[1],int(sys.argv[2])),2); time.sleep(1)' "$1" "$2" 2>&1) && exit 0
        else echo "its image has neither nc, bash, perl nor python3" >&2; exit 1
        fi
        i=$((i + 1)); sleep 0.3 2>/dev/null || sleep 1
      done
      printf '%s\\n' "$said" >&2; exit 1
      """;

  private SourceScript() {}

  static String[] listen(int port) {
    return new String[] {
      "sh", "-c", LISTEN, "podspan-listen", Integer.toString(port), Integer.toString(SECONDS)
    };
  }

  static String[] connect(IpAddress address, int port) {
    return new String[] {
      "sh", "-c", CONNECT, "podspan-connect", address.toString(), Integer.toString(port)
    };
  }

  /** Out of what the listening pod printed. */
  static SourceView parse(String printed) {
    for (String line : printed.lines().toList()) {
      if (line.startsWith("== seen ")) {
        return remote(line.substring("== seen ".length()).strip())
            .<SourceView>map(SourceView.Seen::new)
            .orElseGet(() -> new SourceView.Unseen("/proc/net/tcp has an unknown form"));
      }
      if (line.startsWith("== no-listener")) {
        return new SourceView.Unseen(
            "the target pod's image has nothing to listen with (nc, perl or python3)");
      }
    }
    return new SourceView.Unseen("no connection arrived at the target pod");
  }

  /**
   * As the kernel prints it: words of 32 bits in the order of the host's bytes, in hex, then the
   * port. An IPv4 address may come as one that is mapped into IPv6.
   */
  static Optional<IpAddress> remote(String hexAndPort) {
    String hex = hexAndPort.split(":", 2)[0];
    if (!hex.matches("[0-9A-Fa-f]{8}|[0-9A-Fa-f]{32}")) {
      return Optional.empty();
    }
    int[] octets = new int[hex.length() / 2];
    for (int i = 0; i < octets.length; i++) {
      int place = i / 4 * 4 + 3 - i % 4;
      octets[place] = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    boolean mapped =
        octets.length == 16
            && Arrays.stream(octets, 0, 10).allMatch(o -> o == 0)
            && octets[10] == 0xff
            && octets[11] == 0xff;
    if (octets.length == 4 || mapped) {
      int at = octets.length - 4;
      return IpAddress.parse(
          octets[at] + "." + octets[at + 1] + "." + octets[at + 2] + "." + octets[at + 3]);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 16; i += 2) {
      text.append(i == 0 ? "" : ":").append(Integer.toHexString(octets[i] << 8 | octets[i + 1]));
    }
    return IpAddress.parse(text.toString());
  }
}
