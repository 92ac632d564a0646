package io.podspan.bgp.wire;

import java.util.Locale;

/** The kind of an error in an UPDATE, for counters. */
public enum FaultReason {
  FLAGS("flags that the attribute cannot have"),
  LENGTH("a length that does not fit"),
  VALUE("a value that is not valid"),
  DUPLICATE("an attribute more than once"),
  MISSING("a mandatory attribute is missing"),
  UNRECOGNIZED("an unknown attribute that is marked as well-known"),
  AS_SET("an AS_SET or AS_CONFED_SET in AS_PATH"),
  AS_PATH_TOO_LONG("an AS_PATH that is longer than the limit"),
  NEXT_HOP("a next hop that cannot be used"),
  OTHER_AS("an attribute that may not come from another AS"),
  UNEXPECTED("an attribute that this session does not use"),
  NOT_PASSED_ON("an attribute that is not passed on from this peer");

  private final String text;

  FaultReason(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }

  /** As a metric's tag has it. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
