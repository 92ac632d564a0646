package io.podspan.bgpreflector.alone.reader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One section, read key by key. Keys that were not read are unknown: {@link #end} reports them. A
 * value of the wrong kind is reported and then counts as absent.
 */
final class Section {
  private final Tree.Mapping mapping;
  private final Faults faults;
  private final Map<String, Tree.Entry> entries = new LinkedHashMap<>();
  private final Set<String> asked = new TreeSet<>();

  Section(Tree.Mapping mapping, Faults faults) {
    this.mapping = mapping;
    this.faults = faults;
    mapping.entries().forEach(entry -> entries.put(entry.key().text(), entry));
  }

  Place place() {
    return mapping.place();
  }

  /** Where the key is, else where the section is. */
  Place placeOf(String key) {
    Tree.Entry entry = entries.get(key);
    return entry == null ? place() : entry.value().place();
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  private Optional<Tree> take(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key)).map(Tree.Entry::value);
  }

  Optional<Tree.Scalar> scalar(String key) {
    return take(key).flatMap(tree -> scalarOf(tree, "'" + key + "'"));
  }

  private Optional<Tree.Scalar> scalarOf(Tree tree, String what) {
    if (tree instanceof Tree.Scalar scalar && !scalar.text().isEmpty()) {
      return Optional.of(scalar);
    }
    faults.add(tree.place(), what + " is " + tree.kind(faults), "give it one value");
    return Optional.empty();
  }

  /** One value stands for a list of one. Null-safe: a missing key is no list, an empty list is. */
  Optional<List<Tree.Scalar>> scalars(String key) {
    return take(key).map(tree -> itemsOf(tree).flatMap(t -> scalarIn(t, key)).toList());
  }

  private static Stream<Tree> itemsOf(Tree tree) {
    return tree instanceof Tree.Items(List<Tree> trees, Place _) ? trees.stream() : Stream.of(tree);
  }

  private Stream<Tree.Scalar> scalarIn(Tree tree, String key) {
    return scalarOf(tree, "an entry of '" + key + "'").stream();
  }

  Optional<Section> section(String key) {
    return take(key).flatMap(tree -> sectionOf(tree, "'" + key + "'"));
  }

  List<Section> sections(String key) {
    Tree tree = take(key).orElse(null);
    if (tree == null) {
      return List.of();
    }
    if (tree instanceof Tree.Items(List<Tree> trees, Place _)) {
      return trees.stream()
          .flatMap(t -> sectionOf(t, "an entry of '" + key + "'").stream())
          .toList();
    }
    faults.add(
        tree.place(), "'" + key + "' is " + tree.kind(faults), "make it a list: '- ' before each");
    return List.of();
  }

  private Optional<Section> sectionOf(Tree tree, String what) {
    if (tree instanceof Tree.Mapping inner) {
      return Optional.of(new Section(inner, faults));
    }
    faults.add(
        tree.place(), what + " is " + tree.kind(faults), "write keys below it, like 'key: value'");
    return Optional.empty();
  }

  /** Reports the keys that were not read. */
  void end() {
    entries.values().stream()
        .map(Tree.Entry::key)
        .filter(key -> !asked.contains(key.text()))
        .forEach(this::unknown);
  }

  private void unknown(Tree.Scalar key) {
    String remedy =
        Suggestion.of(key.text(), asked)
            .map(word -> "did you mean '" + word + "'?")
            .orElse("here may be: " + String.join(", ", asked));
    faults.add(key.place(), faults.quoted(key.text(), "this key") + " is unknown", remedy);
  }
}
