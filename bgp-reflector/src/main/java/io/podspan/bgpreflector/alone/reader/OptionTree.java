package io.podspan.bgpreflector.alone.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Options of the command line as the keys of the file that they stand for. What is given by an
 * option replaces what the file says.
 */
public final class OptionTree {
  private final List<Tree.Entry> entries = new ArrayList<>();

  public OptionTree value(String option, String key, String value) {
    return put(option, key, new Tree.Scalar(value, Place.option(option)));
  }

  public OptionTree values(String option, String key, List<String> values) {
    Place place = Place.option(option);
    List<Tree> scalars = values.stream().<Tree>map(v -> new Tree.Scalar(v, place)).toList();
    return put(option, key, new Tree.Items(scalars, place));
  }

  /** A list of sections that have one key each. */
  public OptionTree sections(String option, String key, String inner, List<String> values) {
    Place place = Place.option(option);
    Tree.Scalar innerKey = new Tree.Scalar(inner, place);
    List<Tree> sections =
        values.stream()
            .map(value -> new Tree.Entry(innerKey, new Tree.Scalar(value, place)))
            .<Tree>map(entry -> new Tree.Mapping(List.of(entry), place))
            .toList();
    return put(option, key, new Tree.Items(sections, place));
  }

  private OptionTree put(String option, String key, Tree value) {
    entries.add(new Tree.Entry(new Tree.Scalar(key, Place.option(option)), value));
    return this;
  }

  Tree.Mapping alone() {
    return new Tree.Mapping(entries, Place.option("the command line"));
  }

  Tree.Mapping over(Tree.Mapping file) {
    Set<String> replaced =
        entries.stream().map(entry -> entry.key().text()).collect(Collectors.toSet());
    Stream<Tree.Entry> rest =
        file.entries().stream().filter(entry -> !replaced.contains(entry.key().text()));
    return new Tree.Mapping(Stream.concat(rest, entries.stream()).toList(), file.place());
  }
}
