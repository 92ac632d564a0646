package io.podspan.peeringservice.peering.network;

/** What a TCP connection from a node to a reflector led to. */
public sealed interface Reach {
  /** It came up. */
  record Open() implements Reach {}

  /**
   * It was refused.
   *
   * @param how what refused it: {@code connection refused}
   */
  record Closed(String how) implements Reach {}

  /**
   * Nothing answered.
   *
   * @param how for how long: {@code nothing answered within 3 s}
   */
  record Silent(String how) implements Reach {}

  /**
   * It could not be tried.
   *
   * @param why why not: {@code no router pod runs there}
   */
  record Unmeasured(String why) implements Reach {}
}
