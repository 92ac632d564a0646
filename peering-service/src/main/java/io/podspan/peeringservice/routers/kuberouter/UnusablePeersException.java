package io.podspan.peeringservice.routers.kuberouter;

/** The present peers cannot be changed. The message says why, as a clause. */
final class UnusablePeersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;

  UnusablePeersException(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
