package io.podspan.bgpreflector.alone.reader;

import io.podspan.bgpreflector.settings.Settings;
import java.util.List;

/** What came of reading settings. */
public sealed interface Reading {
  record Good(Settings settings) implements Reading {}

  record Bad(List<Fault> faults) implements Reading {
    public Bad {
      faults = List.copyOf(faults);
    }
  }
}
