package io.podspan.peeringservice.peering.network;

/**
 * Whether a Secret is there that a cluster's operator keeps for its routers. Never what is in it.
 *
 * @param where {@code kube-system/bgp-rr1}, or the name alone where the namespace is not known
 * @param entry that this kind of router reads, {@code password}
 */
public record SecretLook(
    String cluster, String reflector, String where, String entry, Presence presence) {

  /** What is known of it. */
  public sealed interface Presence {
    record There() implements Presence {}

    /** The API server says that there is none. */
    record Absent() implements Presence {}

    /**
     * @param why a clause for people
     */
    record Unknown(String why) implements Presence {}
  }
}
