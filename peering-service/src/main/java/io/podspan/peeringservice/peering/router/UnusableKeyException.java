package io.podspan.peeringservice.peering.router;

/** The file of a key cannot be used. Says nothing of its content. */
public final class UnusableKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;
  private final String nextStep;

  /**
   * @param why a sentence
   * @param nextStep what to do, a sentence
   */
  public UnusableKeyException(String why, String nextStep) {
    super(why);
    this.why = why;
    this.nextStep = nextStep;
  }

  public String why() {
    return why;
  }

  public String nextStep() {
    return nextStep;
  }
}
