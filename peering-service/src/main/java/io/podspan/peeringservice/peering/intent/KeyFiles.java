package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Violation;
import java.util.List;
import java.util.Optional;

/** The files of the credentials folder that hold keys of BGP sessions. Port. Says no key. */
public interface KeyFiles {
  /** Why the file of this name cannot be used; empty where it can. */
  Optional<Violation> objection(String name);

  /** What is allowed and still a risk, a sentence each. */
  List<String> cautions(String name);
}
