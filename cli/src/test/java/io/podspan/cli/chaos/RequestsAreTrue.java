package io.podspan.cli.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What was acknowledged is so, or a later request has changed it. */
record RequestsAreTrue(Stage stage, Ledger ledger) implements Check {
  @Override
  public String holds() {
    return "every acknowledged request is true";
  }

  @Override
  public List<String> violations() {
    Interconnects seen = Interconnects.of(stage.peering);
    Set<String> names = new TreeSet<>(ledger.names());
    seen.all().forEach(interconnect -> names.add(interconnect.name()));
    List<String> violations = new ArrayList<>();
    for (String name : names) {
      World there = seen.under(name);
      Set<World> possible = ledger.possible(name);
      if (!possible.contains(there)) {
        violations.add(
            "%s: there is %s, and possible is %s; its requests: %s"
                .formatted(name, there, possible, ledger.history(name)));
      }
    }
    return violations;
  }
}
