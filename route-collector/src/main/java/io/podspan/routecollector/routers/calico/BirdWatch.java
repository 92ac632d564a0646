package io.podspan.routecollector.routers.calico;

import io.podspan.routecollector.feed.LineReader;
import io.podspan.routecollector.router.RouterWatch;
import io.podspan.routecollector.router.WatchScript;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** BIRD is followed by checksums of what it prints, with the sessions of all its peers. */
final class BirdWatch implements RouterWatch {
  @Override
  public List<String> command(Duration lifetime, Set<String> peers) {
    return WatchScript.command(lifetime, Set.of());
  }

  @Override
  public LineReader lines() {
    return new BirdSums();
  }
}
