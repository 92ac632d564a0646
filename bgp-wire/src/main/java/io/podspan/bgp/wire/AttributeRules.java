package io.podspan.bgp.wire;

/**
 * Which attributes are taken from a peer.
 *
 * @param unknown what happens to attributes that we do not use
 * @param asSets whether AS_SET and AS_CONFED_SET are taken; otherwise the routes are treated as
 *     withdrawn (RFC 9774)
 */
public record AttributeRules(UnknownAttributes unknown, boolean asSets) {
  /** For any network: unknown attributes pass, sets do not. */
  public static final AttributeRules PASS = new AttributeRules(UnknownAttributes.PASS, false);

  /** For clients whose routers have different makers and owners. */
  public static final AttributeRules DROP = new AttributeRules(UnknownAttributes.DROP, false);
}
