package io.podspan.cli.demo.kubernetes;

/**
 * What a stage measured.
 *
 * @param what the sentence for people, with its numbers
 * @param holds whether it is as it must be
 * @param trouble what is wrong, empty when it holds
 */
public record Figure(String what, boolean holds, String trouble) {
  static Figure good(String what) {
    return new Figure(what, true, "");
  }

  static Figure bad(String what, String trouble) {
    return new Figure(what, false, trouble);
  }
}
