package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Violation;
import java.util.List;
import java.util.Optional;

/** There are only the files rr1.key and rr1-next.key. */
final class FakeKeys implements KeyFiles {
  @Override
  public Optional<Violation> objection(String name) {
    return name.equals("rr1.key") || name.equals("rr1-next.key")
        ? Optional.empty()
        : Optional.of(new Violation("unusable-key-file", "keyFile", "No.", "Put it there."));
  }

  @Override
  public List<String> cautions(String name) {
    return List.of("Others may read " + name + ".");
  }
}
