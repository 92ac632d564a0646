package io.podspan.peeringservice.kubernetes;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.network.NodeLinks;
import io.podspan.peeringservice.peering.network.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The command that a router's pod runs: a constant script, with addresses and ports as its
 * arguments. It opens a TCP connection to each with the first tool that works: bash, nc or curl.
 * Images of routers differ in which of them they have. Then it says which processes listen on BGP's
 * port, as far as the pod sees them in {@code /proc}, and prints the node's interfaces: all in one
 * command, because each costs a connection of its own.
 */
final class ReachScript {
  private static final int SECONDS = 3;

  /**
   * Lines of output: {@code == NUMBER TOOL CODE}, then what the tool said; {@code == listen X};
   * {@code == links}, then what {@link LinkListing} reads, then {@code == links CODE}.
   */
  private static final String SCRIPT =
      """
      limit=$1; shift
      bounded() { if command -v timeout >/dev/null 2>&1; then timeout "$limit" "$@"; else "$@"; fi; }
      connect() {
        said=""; code=""; tool=none
        if command -v bash >/dev/null 2>&1 && command -v timeout >/dev/null 2>&1; then
          tool=bash; said=$(timeout "$limit" bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1); code=$?
          case "$said" in *"No such file"*|*"invalid option"*|*"BusyBox"*) ;; *) return;; esac
        fi
        if command -v nc >/dev/null 2>&1; then
          tool=nc; said=$(bounded nc -w "$limit" "$1" "$2" </dev/null 2>&1); code=$?
          case "$said" in *"nvalid option"*|*"nrecognized option"*|*"sage:"*) ;; *) return;; esac
        fi
        if command -v curl >/dev/null 2>&1; then
          tool=curl; host=$1; case "$host" in *:*) host="[$host]";; esac
          said=$(curl -sS --connect-timeout "$limit" -m "$limit" "telnet://$host:$2" </dev/null 2>&1); code=$?
          return
        fi
        tool=none
      }
      number=0
      while [ $# -ge 2 ]; do
        connect "$1" "$2"
        printf '== %s %s %s\\n%s\\n' "$number" "$tool" "${code:-1}" "$said"
        number=$((number + 1)); shift 2
      done
      for table in /proc/net/tcp /proc/net/tcp6; do
        [ -r "$table" ] || continue
        while read -r _ local _ state _ _ _ _ _ inode _; do
          case "$local$state" in *:00B30A) ;; *) continue;; esac
          owner=$(bounded sh -c 'ls -l /proc/[0-9]*/fd 2>/dev/null' \
            | sed -n -e '/^\\/proc\\//h' -e "/socket:\\[$inode\\]/{g;p;q;}")
          pid=${owner#/proc/}; owner=$(cat "/proc/${pid%%/*}/comm" 2>/dev/null)
          printf '== listen %s\\n' "${owner:-?}"
        done <"$table"
      done
      printf '== links\\n'
      ip addr show 2>&1
      printf '== links %s\\n' "$?"
      """;

  private ReachScript() {}

  /**
   * What it printed.
   *
   * @param reaches in the order of the reflectors
   * @param listeners names of the processes that listen on port 179; {@code ?} for one that the pod
   *     does not see
   * @param links the node's interfaces
   */
  record Output(List<Reach> reaches, Set<String> listeners, NodeLinks.Links links) {}

  static String[] command(List<Reflector> reflectors) {
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", SCRIPT, "podspan-reach", Integer.toString(SECONDS)));
    for (Reflector reflector : reflectors) {
      words.add(reflector.address());
      words.add(Integer.toString(reflector.port()));
    }
    return words.toArray(String[]::new);
  }

  /** What it may take, with time for the API. */
  static Duration atMost(int reflectors) {
    return Duration.ofSeconds(SECONDS * (long) reflectors + 3);
  }

  /** Out of what it printed; whatever is missing is unmeasured. */
  static Output parse(String printed, int reflectors) {
    List<Reach> reaches = new ArrayList<>();
    for (int i = 0; i < reflectors; i++) {
      reaches.add(new Reach.Unmeasured("the router's pod printed nothing about it"));
    }
    Set<String> listeners = new LinkedHashSet<>();
    String listing = "";
    String code = "";
    for (String block : printed.split("(?m)^== ", -1)) {
      String[] lines = block.split("\n", 2);
      String[] words = lines[0].strip().split(" ");
      if (words.length == 2 && words[0].equals("listen")) {
        listeners.add(words[1]);
      } else if (words.length == 1 && words[0].equals("links")) {
        listing = lines.length > 1 ? lines[1] : "";
      } else if (words.length == 2 && words[0].equals("links")) {
        code = words[1];
      } else if (words.length == 3 && words[0].matches("\\d{1,3}")) {
        int number = Integer.parseInt(words[0]);
        if (number < reflectors) {
          reaches.set(number, reach(words[1], words[2], lines.length > 1 ? lines[1] : ""));
        }
      }
    }
    return new Output(List.copyOf(reaches), listeners, links(listing, code));
  }

  /**
   * @param code with which the program ended; empty when that was not printed
   */
  private static NodeLinks.Links links(String listing, String code) {
    if (code.equals("0")) {
      return new NodeLinks.Seen(LinkListing.parse(listing));
    }
    return new NodeLinks.Unread(
        code.isEmpty()
            ? "the router's pod printed no whole list of interfaces"
            : "ip addr show ended with " + code + brief(listing));
  }

  /** Its first line, where there is one. */
  private static String brief(String said) {
    String line = said.lines().findFirst().orElse("").replaceAll("[^\\x20-\\x7e]", "?");
    String shown = line.length() > 120 ? line.substring(0, 120) + "..." : line;
    return shown.isEmpty() ? "" : " and said: " + shown;
  }

  private static Reach reach(String tool, String code, String said) {
    String text = said.toLowerCase(Locale.ROOT);
    if (tool.equals("none")) {
      return new Reach.Unmeasured("the router's image has neither bash with timeout, nc nor curl");
    }
    if (text.contains("refused")) {
      return new Reach.Closed("the connection was refused");
    }
    if (text.contains("no route to host") || text.contains("host is unreachable")) {
      return new Reach.Closed("there is no route to the host, or a firewall rejects it");
    }
    if (text.contains("network is unreachable") || text.contains("network unreachable")) {
      return new Reach.Closed("the network is unreachable");
    }
    return byCode(tool, code, text);
  }

  /**
   * timeout ends with 124 (GNU) or with the signal's 143 (BusyBox); curl has 28 for it, and 52 or
   * 56 when the other side closes a connection that had come up.
   */
  private static Reach byCode(String tool, String code, String text) {
    boolean late = text.contains("timed out") || text.contains("timeout");
    boolean up =
        switch (tool) {
          case "curl" -> List.of("0", "52", "56").contains(code);
          case "nc" -> code.equals("0") || (isLate(code) && !late);
          default -> code.equals("0");
        };
    if (up) {
      return new Reach.Open();
    }
    if (late || isLate(code) || (tool.equals("curl") && code.equals("28"))) {
      return new Reach.Silent("nothing answered within " + SECONDS + " s");
    }
    return new Reach.Unmeasured(tool + " ended with " + code + brief(text));
  }

  private static boolean isLate(String code) {
    return code.equals("124") || code.equals("143");
  }
}
