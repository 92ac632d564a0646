package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Violation;
import java.util.List;
import java.util.Optional;

/** There is only the file rr1.key. */
final class FakeKeys implements KeyFiles {
  @Override
  public Optional<Violation> objection(String name) {
    return name.equals("rr1.key")
        ? Optional.empty()
        : Optional.of(new Violation("unusable-key-file", "keyFile", "No.", "Put it there."));
  }

  @Override
  public List<String> cautions(String name) {
    return List.of("Others may read " + name + ".");
  }
}
