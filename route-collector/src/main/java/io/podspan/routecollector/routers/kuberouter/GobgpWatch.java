package io.podspan.routecollector.routers.kuberouter;

import io.podspan.routecollector.feed.LineReader;
import io.podspan.routecollector.router.RouterWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Follows GoBGP and the kernel with {@code gobgp monitor} and {@code ip monitor}. */
final class GobgpWatch implements RouterWatch {
  /**
   * Ends when one of its programs does, when GoBGP does not answer a question each five seconds,
   * when nobody reads, and when its time is over. A runtime may keep it when its client has gone,
   * with pipes that nobody empties: then the next one on the node ends it, or its own guard, which
   * writes nothing. Where the router sees the processes of its host, others may have its name in
   * their words: only a shell that runs this text is ended. The policy of member clusters has the
   * same text.
   */
  private static final String SCRIPT =
      """
      life=$1; shift
      export LC_ALL=C
      command -v gobgp >/dev/null 2>&1 || { echo '== lacks gobgp'; exit 0; }
      case $(ip -V 2>&1) in *iproute2*) ;; *) echo '== lacks ip of iproute2'; exit 0;; esac
      main=$$; asked=; pids=; net=$(readlink /proc/self/ns/net)
      for old in $(grep -ls 'podspan[-]watch' /proc/[0-9]*/cmdline); do
        old=${old#/proc/}; old=${old%/cmdline}
        [ "$old" -lt $main ] && [ "$(readlink "/proc/$old/ns/net")" = "$net" ] || continue
        case $(tr '\\000' ' ' <"/proc/$old/cmdline") in 'sh -c life=$1; shift'*' podspan-watch '*) ;; *) continue;; esac
        kill $(cat "/proc/$old/task/$old/children") 2>/dev/null; kill -9 "$old" 2>/dev/null
      done
      trap 'kill $pids $asked 2>/dev/null' EXIT
      trap 'exit 0' HUP INT PIPE TERM
      ip -o monitor route link address rule >&2 & pids=$!
      gobgp -j monitor global rib & pids="$pids $!"
      for peer in "$@"; do gobgp -j monitor neighbor "$peer" & pids="$pids $!"; done
      { past=-60
        while [ $past -lt $life ] && kill -0 $main; do sleep 5; past=$((past + 5)); done
        kill $pids; kill -9 $main; } >/dev/null 2>&1 &
      pids="$pids $!"; beats=0
      while [ $beats -lt $life ]; do
        sleep 1
        for pid in $pids; do kill -0 $pid 2>/dev/null || exit 0; done
        if [ $((beats % 5)) -eq 0 ]; then
          [ -z "$asked" ] || { ! kill -0 "$asked" 2>/dev/null && wait "$asked"; } || { echo '== gobgp does not answer'; exit 0; }
          gobgp global >/dev/null 2>&1 & asked=$!
        fi
        echo . >&2
        beats=$((beats + 1))
      done
      """;

  /** Each is a process in the router's memory; rounds see the sessions of the others. */
  private static final int MOST_PEERS = 8;

  @Override
  public List<String> command(Duration lifetime, Set<String> peers) {
    List<String> words =
        new ArrayList<>(
            List.of("sh", "-c", SCRIPT, "podspan-watch", Long.toString(lifetime.toSeconds())));
    peers.stream().sorted().limit(MOST_PEERS).forEach(words::add);
    return List.copyOf(words);
  }

  @Override
  public LineReader lines() {
    return new GobgpLines();
  }
}
