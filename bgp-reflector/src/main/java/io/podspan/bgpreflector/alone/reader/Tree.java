package io.podspan.bgpreflector.alone.reader;

import java.util.List;

/** What was written, with the place of each part; nothing is understood yet. */
sealed interface Tree {
  Place place();

  /** For people: what this is. */
  String kind(Faults faults);

  /** A word, a number, an address: as it is written. */
  record Scalar(String text, Place place) implements Tree {
    @Override
    public String kind(Faults faults) {
      return text.isEmpty() ? "nothing" : faults.quoted(text, "a single value");
    }
  }

  record Items(List<Tree> trees, Place place) implements Tree {
    public Items {
      trees = List.copyOf(trees);
    }

    @Override
    public String kind(Faults faults) {
      return "a list";
    }
  }

  record Mapping(List<Entry> entries, Place place) implements Tree {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind(Faults faults) {
      return "a section of keys";
    }
  }

  record Entry(Scalar key, Tree value) {}
}
