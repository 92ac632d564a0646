package io.podspan.routecollector.router;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The command that follows a node, for routers of all kinds: member clusters allow it word by word,
 * so there is one. It follows the kernel with {@code ip monitor}, GoBGP with {@code gobgp monitor},
 * and BIRD, which has nothing of the kind, by a checksum each two seconds of its established
 * sessions and its routes.
 */
public final class WatchScript {
  /**
   * Ends when one of its programs does, when the router does not answer a question for five
   * seconds, when nobody reads, and when its time is over. A runtime may keep it when its client
   * has gone, with pipes that nobody empties: then the next one on the node ends it, or its own
   * guard, which writes nothing. Where the router sees the processes of its host, others may have
   * its name in their words: only a shell that runs this text is ended. The policy of member
   * clusters has the same text.
   */
  private static final String TEXT =
      """
      life=$1; shift
      export LC_ALL=C
      router=gobgp; every=5; tools=gobgp
      if [ -d /var/run/calico ]; then router=bird; every=2; tools='birdcl cksum grep timeout'; fi
      for tool in $tools; do command -v $tool >/dev/null 2>&1 || { echo "== lacks $tool"; exit 0; }; done
      case $(ip -V 2>&1) in *iproute2*) ;; *) echo '== lacks ip of iproute2'; exit 0;; esac
      main=$$; asked=; pids=; net=$(readlink /proc/self/ns/net)
      for old in $(grep -ls 'podspan[-]watch' /proc/[0-9]*/cmdline); do
        old=${old#/proc/}; old=${old%/cmdline}
        [ "$old" -lt $main ] && [ "$(readlink "/proc/$old/ns/net")" = "$net" ] || continue
        case $(tr '\\000' ' ' <"/proc/$old/cmdline") in 'sh -c life=$1; shift'*' podspan-watch '*) ;; *) continue;; esac
        kill $(cat "/proc/$old/task/$old/children") 2>/dev/null; kill -9 "$old" 2>/dev/null
      done
      bird() {
        for socket in /var/run/calico/bird.ctl /var/run/calico/bird6.ctl; do
          [ -S $socket ] || continue
          timeout 5 birdcl -s $socket show protocols | grep Established
          timeout 5 birdcl -s $socket show route
        done 2>&1 | cksum
      }
      trap 'kill $pids $asked 2>/dev/null' EXIT
      trap 'exit 0' HUP INT PIPE TERM
      ip -o monitor route link address rule >&2 & pids=$!
      if [ $router = gobgp ]; then
        gobgp -j monitor global rib & pids="$pids $!"
        for peer in "$@"; do gobgp -j monitor neighbor "$peer" & pids="$pids $!"; done
      fi
      { past=-60
        while [ $past -lt $life ] && kill -0 $main; do sleep 5; past=$((past + 5)); done
        kill $pids; kill -9 $main; } >/dev/null 2>&1 &
      pids="$pids $!"; beats=0
      while [ $beats -lt $life ]; do
        sleep 1
        for pid in $pids; do kill -0 $pid 2>/dev/null || exit 0; done
        if [ -n "$asked" ] && kill -0 "$asked" 2>/dev/null; then
          late=$((late + 1))
          [ $late -lt 5 ] || { echo "== $router does not answer"; exit 0; }
        elif [ $((beats % every)) -eq 0 ]; then
          [ -z "$asked" ] || wait "$asked" || { echo "== $router does not answer"; exit 0; }
          late=0
          if [ $router = gobgp ]; then gobgp global >/dev/null 2>&1 & else bird & fi
          asked=$!
        fi
        echo . >&2
        beats=$((beats + 1))
      done
      """;

  /** Each is a process in the router's memory; rounds see the sessions of the others. */
  private static final int MOST_PEERS = 8;

  private WatchScript() {}

  /**
   * The words of the command, as {@link RouterWatch#command} says.
   *
   * @param peers the first eight are followed
   */
  public static List<String> command(Duration lifetime, Set<String> peers) {
    List<String> words =
        new ArrayList<>(
            List.of("sh", "-c", TEXT, "podspan-watch", Long.toString(lifetime.toSeconds())));
    peers.stream().sorted().limit(MOST_PEERS).forEach(words::add);
    return List.copyOf(words);
  }
}
