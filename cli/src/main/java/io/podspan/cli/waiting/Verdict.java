package io.podspan.cli.waiting;

/** What a look at an object says about what is waited for. */
public sealed interface Verdict {

  /** A sentence without its full stop. */
  String text();

  /** It is so. */
  record Done(String text) implements Verdict {}

  /** It may become so. */
  record NotYet(String text) implements Verdict {}

  /**
   * It will not become so by waiting.
   *
   * @param nextStep what to do, in whole sentences; empty where nothing is said
   */
  record Never(String text, String nextStep) implements Verdict {
    public Never(String text) {
      this(text, "");
    }

    /** With its full stop, and what to do. */
    public String told() {
      return text + "." + (nextStep.isEmpty() ? "" : "\nwhat to do: " + nextStep);
    }
  }
}
