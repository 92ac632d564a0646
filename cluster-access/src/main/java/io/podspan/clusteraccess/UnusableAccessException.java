package io.podspan.clusteraccess;

/** A kubeconfig cannot be used. The message never quotes the content of the file. */
public final class UnusableAccessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String nextStep;

  public UnusableAccessException(String message, String nextStep) {
    super(message);
    this.nextStep = nextStep;
  }

  /** What to do about it, for people. */
  public String nextStep() {
    return nextStep;
  }
}
