package io.podspan.peeringservice.peering.router;

/** The key of BGP sessions (TCP MD5, RFC 2385). Its text form hides it. */
public record BgpKey(String text) {
  @Override
  public String toString() {
    return "(hidden)";
  }
}
