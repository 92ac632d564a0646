package io.podspan.probeservice.probe;

/** The service stops: what was measured until then is half a reading, and worth nothing. */
public final class AbandonedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AbandonedException() {
    super("the service is stopping");
  }
}
