package io.podspan.probeservice.measure;

/** The service stops while a round is under way. Half a measurement is not used. */
public final class AbandonedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AbandonedException() {
    super("the service is stopping");
  }
}
