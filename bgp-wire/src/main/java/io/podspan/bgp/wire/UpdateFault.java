package io.podspan.bgp.wire;

/** The verdict on something wrong in an UPDATE (RFC 7606, section 2), from weak to strong. */
public sealed interface UpdateFault {

  /**
   * @param code attribute type
   */
  int code();

  String why();

  /** The attribute is dropped, the routes stay. */
  record DiscardAttribute(int code, String why) implements UpdateFault {}

  /** The message counts, but all its routes are withdrawn. */
  record TreatAsWithdraw(int code, String why) implements UpdateFault {}

  /** The routes cannot be told; the session ends. */
  record ResetSession(int code, Malformed malformed) implements UpdateFault {
    @Override
    public String why() {
      return malformed.why();
    }
  }
}
