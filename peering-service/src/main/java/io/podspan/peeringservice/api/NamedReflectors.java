package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.Quoted;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The reflectors that a request names without describing them. One request each. */
final class NamedReflectors {
  private final Function<String, Optional<Reflector>> declared;
  private final Set<String> names = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  NamedReflectors(Function<String, Optional<Reflector>> declared) {
    this.declared = declared;
  }

  /**
   * The declared one of this name. Without one it is a placeholder that is never used.
   *
   * @param name a name, or empty where it was faulty
   */
  Reflector of(String where, String name) {
    Optional<Reflector> found = name.isEmpty() ? Optional.empty() : declared.apply(name);
    if (found.isPresent()) {
      names.add(name);
    } else {
      violations.add(
          new Violation(
              "unknown-reflector",
              where,
              "No reflector " + Quoted.of(name) + " is declared.",
              "Declare it first (POST /api/v1/reflectors), or give its address as well."));
    }
    return found.orElseGet(() -> new Reflector(name, "", 0, 0));
  }

  /** The declared one that this describes, with its key; else this. */
  Reflector orDeclared(Reflector described) {
    return described.name().isEmpty()
        ? described
        : declared.apply(described.name()).filter(described::isSame).orElse(described);
  }

  Set<String> names() {
    return names;
  }

  /**
   * @throws io.podspan.servicekit.problem.ProblemException 422 when one is not declared: it may be
   *     later
   */
  void check() {
    if (!violations.isEmpty()) {
      throw Problems.refused("unknown-reflector", "Reflector not declared", violations);
    }
  }
}
