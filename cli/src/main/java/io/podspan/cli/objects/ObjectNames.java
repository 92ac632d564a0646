package io.podspan.cli.objects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which objects a command line means: {@code clusters}, {@code clusters,interconnects}, {@code
 * all}, {@code cluster paris tokyo} or {@code cluster/paris interconnect/europe}. Pure.
 */
public final class ObjectNames {
  private ObjectNames() {}

  /**
   * @param name empty: all of the kind
   */
  public record Meant(Kind kind, Optional<String> name) {
    @Override
    public String toString() {
      return kind.word() + name.map(text -> "/" + text).orElse("");
    }
  }

  /**
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static List<Meant> parse(List<String> words) {
    if (words.getFirst().contains("/")) {
      return words.stream().map(ObjectNames::pair).toList();
    }
    List<Kind> kinds = kinds(words.getFirst());
    if (words.size() == 1) {
      return kinds.stream().map(kind -> new Meant(kind, Optional.empty())).toList();
    }
    if (kinds.size() > 1) {
      throw new IllegalArgumentException(
          words.get(1)
              + " follows several kinds.\nwhat to do: Write KIND NAME or KIND/NAME KIND/NAME.");
    }
    List<Meant> meant = new ArrayList<>();
    for (String name : words.subList(1, words.size())) {
      if (name.contains("/")) {
        throw new IllegalArgumentException(
            name + " follows " + words.getFirst() + ".\nwhat to do: Write KIND NAME or KIND/NAME.");
      }
      meant.add(new Meant(kinds.getFirst(), Optional.of(name)));
    }
    return meant;
  }

  /** Each once, in the order in which they are written. */
  private static List<Kind> kinds(String word) {
    return word.equalsIgnoreCase("all")
        ? List.of(Kind.values())
        : Arrays.stream(word.split(",", -1)).map(Kind::named).distinct().toList();
  }

  private static Meant pair(String word) {
    int slash = word.indexOf('/');
    if (slash < 1 || slash == word.length() - 1 || word.indexOf('/', slash + 1) > 0) {
      throw new IllegalArgumentException(
          word + " is no object.\nwhat to do: Write KIND/NAME, such as cluster/paris.");
    }
    return new Meant(Kind.named(word.substring(0, slash)), Optional.of(word.substring(slash + 1)));
  }
}
