package io.podspan.cli.objects;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What peering-service keeps. The order is that in which documents are applied: what is named comes
 * before what names it.
 */
public enum Kind {
  CLUSTER("Cluster", true),
  REFLECTOR("Reflector", true),
  INTERCONNECT("Interconnect", true),
  ROLLOUT("Rollout", false);

  private final String title;
  private final boolean declared;

  Kind(String title, boolean declared) {
    this.title = title;
    this.declared = declared;
  }

  /** As a document's {@code kind} has it, {@code Cluster}. */
  public String title() {
    return title;
  }

  /** Whether users declare it. Rollouts follow from what was declared. */
  public boolean declared() {
    return declared;
  }

  /** For one, {@code cluster}. */
  public String word() {
    return title.toLowerCase(Locale.ROOT);
  }

  /** For several, and in the path of the REST API, {@code clusters}. */
  public String plural() {
    return word() + "s";
  }

  public String path() {
    return "/api/v1/" + plural();
  }

  /** Those that documents declare, as a sentence has them: {@code Cluster, Reflector or ...}. */
  public static String titles() {
    List<String> all = Arrays.stream(values()).filter(Kind::declared).map(Kind::title).toList();
    return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast();
  }

  /** The kind that a document names. */
  public static Optional<Kind> titled(String title) {
    return Arrays.stream(values())
        .filter(kind -> kind.declared && kind.title.equals(title))
        .findFirst();
  }

  /**
   * The kind that a command line names, as one or several, in any case.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  public static Kind named(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind -> lower.equals(kind.word()) || lower.equals(kind.plural()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no kind "
                        + word
                        + ".\nwhat to do: Name one of "
                        + Arrays.stream(values())
                            .map(Kind::plural)
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
