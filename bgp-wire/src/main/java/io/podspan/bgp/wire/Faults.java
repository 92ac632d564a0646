package io.podspan.bgp.wire;

import io.podspan.bgp.wire.UpdateFault.DiscardAttribute;
import io.podspan.bgp.wire.UpdateFault.ResetSession;
import io.podspan.bgp.wire.UpdateFault.TreatAsWithdraw;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The errors of one UPDATE. The strongest one decides (RFC 7606, section 3(h)). */
final class Faults {
  /** An UPDATE can have thousands of errors. This many are kept for logs. */
  static final int REMEMBERED = 16;

  private @Nullable List<UpdateFault> list;
  private @Nullable Malformed reset;
  private boolean withdraw;

  void discard(int code, FaultReason reason, String why) {
    add(new DiscardAttribute(code, reason, why));
  }

  void withdraw(int code, FaultReason reason, String why) {
    withdraw = true;
    add(new TreatAsWithdraw(code, reason, why));
  }

  void reset(int code, Malformed malformed) {
    if (reset == null) {
      reset = malformed;
    }
    add(new ResetSession(code, malformed));
  }

  private void add(UpdateFault fault) {
    if (list == null) {
      list = new ArrayList<>(2);
    }
    if (list.size() < REMEMBERED) {
      list.add(fault);
    }
  }

  List<UpdateFault> list() {
    return list == null ? List.of() : list;
  }

  @Nullable Malformed reset() {
    return reset;
  }

  boolean treatAsWithdraw() {
    return withdraw;
  }
}
