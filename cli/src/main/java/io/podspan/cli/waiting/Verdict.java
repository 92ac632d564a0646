package io.podspan.cli.waiting;

/** What a look at an object says about what is waited for. */
public sealed interface Verdict {

  /** A sentence without its full stop. */
  String text();

  /** It is so. */
  record Done(String text) implements Verdict {}

  /** It may become so. */
  record NotYet(String text) implements Verdict {}

  /** It will not become so by waiting. */
  record Never(String text) implements Verdict {}
}
