package io.podspan.servicekit.lists;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which values a filter takes.
 *
 * @param words what to give, for people: {@code one of true, false}
 */
public record Values(String words, Predicate<String> taken) {
  private static final int LONGEST = 253;

  /** True or false. */
  public static final Values TRUTH = oneOf(List.of("true", "false"));

  /** These only. */
  public static Values oneOf(Collection<String> values) {
    List<String> all = List.copyOf(values);
    return new Values("one of " + String.join(", ", all), all::contains);
  }

  /** What the predicate takes, of a bounded length. */
  public static Values matching(String words, Predicate<String> taken) {
    return new Values(words, value -> value.length() <= LONGEST && taken.test(value));
  }
}
