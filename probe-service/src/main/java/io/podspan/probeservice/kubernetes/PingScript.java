package io.podspan.probeservice.kubernetes;

import io.podspan.addresses.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that a pod runs: a constant script, with the count and the addresses as its
 * arguments. All addresses are pinged at the same time; each one's output follows a line {@code ==
 * address}, written at once: outputs do not mix.
 *
 * <p>Where ping knows not all of the options (BusyBox before 1.26, inetutils, BSD), it runs again
 * with those that every ping knows. Output that has a percentage, or an error of sending, is a
 * result.
 */
final class PingScript {
  private static final String SCRIPT =
      """
      count=$1
      shift
      export LC_ALL=C LANGUAGE=C
      for address in "$@"; do
        { said=$(ping -n -c "$count" -i 0.2 -W 1 "$address" 2>&1)
          case $said in
            *%*|*connect:*|*sendto:*|*sendmsg:*|*'sending packet:'*|*'not found'*) ;;
            *) plain=$(ping -c "$count" -w 4 "$address" 2>&1)
               case $plain in *%*) said=$plain ;; esac ;;
          esac
          printf '== %s\\n%s\\n' "$address" "$said"; } &
      done
      wait
      """;

  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final Duration LAST_REPLY = Duration.ofSeconds(1);
  private static final Duration PLAIN = Duration.ofSeconds(4);
  private static final Duration STARTING = Duration.ofSeconds(3);

  private PingScript() {}

  static String[] command(List<IpAddress> addresses, int count) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "podspan-probe"));
    words.add(Integer.toString(count));
    addresses.forEach(address -> words.add(address.toString()));
    return words.toArray(String[]::new);
  }

  /** What it may take, with time for the API and for a busy node. */
  static Duration atMost(int count) {
    Duration usual = BETWEEN.multipliedBy(count).plus(LAST_REPLY);
    return (usual.compareTo(PLAIN) > 0 ? usual : PLAIN).plus(STARTING);
  }
}
