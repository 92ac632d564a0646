package io.podspan.routecollector.routers.kuberouter;

import io.podspan.routecollector.feed.LineReader;
import io.podspan.routecollector.router.RouterWatch;
import io.podspan.routecollector.router.WatchScript;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** GoBGP is followed with {@code gobgp monitor}. */
final class GobgpWatch implements RouterWatch {
  @Override
  public List<String> command(Duration lifetime, Set<String> peers) {
    return WatchScript.command(lifetime, peers);
  }

  @Override
  public LineReader lines() {
    return new GobgpLines();
  }
}
