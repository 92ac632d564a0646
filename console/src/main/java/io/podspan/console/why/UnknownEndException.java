package io.podspan.console.why;

/** An end that nothing in the intent has. */
public final class UnknownEndException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final String toDo;

  public UnknownEndException(String what, String toDo) {
    super(what);
    this.what = what;
    this.toDo = toDo;
  }

  /** What is not there. */
  public String what() {
    return what;
  }

  /** What to do about it. */
  public String toDo() {
    return toDo;
  }
}
