package io.podspan.clusteraccess;

/** A reference that leads to no usable access. The message never holds what a kubeconfig holds. */
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
