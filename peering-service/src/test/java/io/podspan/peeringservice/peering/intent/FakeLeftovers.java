package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.drift.Leftover;
import io.podspan.peeringservice.peering.drift.LeftoverBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What forced withdrawals left, in memory. */
final class FakeLeftovers implements LeftoverBook {
  final List<Leftover> all = new ArrayList<>();

  @Override
  public List<Leftover> in(Collection<String> clusters) {
    return all.stream().filter(leftover -> clusters.contains(leftover.cluster())).toList();
  }

  @Override
  public void save(Leftover leftover) {
    all.add(leftover);
  }
}
