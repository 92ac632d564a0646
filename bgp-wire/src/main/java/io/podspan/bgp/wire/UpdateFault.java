package io.podspan.bgp.wire;

/** What an error in an UPDATE leads to (RFC 7606, section 2), from weak to strong. */
public sealed interface UpdateFault {

  /**
   * @param code attribute type
   */
  int code();

  FaultReason reason();

  String why();

  /** The attribute is dropped. The routes stay. */
  record DiscardAttribute(int code, FaultReason reason, String why) implements UpdateFault {}

  /** All routes of the message are withdrawn. The session stays. */
  record TreatAsWithdraw(int code, FaultReason reason, String why) implements UpdateFault {}

  /** The routes cannot be read. The session ends. */
  record ResetSession(int code, Malformed malformed) implements UpdateFault {
    @Override
    public FaultReason reason() {
      return FaultReason.VALUE;
    }

    @Override
    public String why() {
      return malformed.why();
    }
  }
}
