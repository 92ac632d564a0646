package io.podspan.bgp.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects the attributes that are kept. Adjacent ones are copied together; usually that is one
 * copy of all of them. Single use.
 */
final class KeptAttributes {
  private final byte[] in;
  private byte @Nullable [] out;
  private int length;
  private int runStart;
  private int runEnd;
  private int lastCode = -1;
  private boolean ordered = true;

  KeptAttributes(byte[] in) {
    this.in = in;
  }

  /** Keeps an attribute as it is in the message. */
  void keep(int code, int at, int end) {
    note(code);
    if (at != runEnd) {
      if (runEnd > runStart) {
        copyRun(0);
      }
      runStart = at;
    }
    runEnd = end;
  }

  /** Keeps an attribute with other flags. */
  void keep(int code, int at, int end, int flags) {
    note(code);
    byte[] to = copyRun(end - at);
    System.arraycopy(in, at, to, length, end - at);
    to[length] = (byte) flags;
    length += end - at;
  }

  /** Keeps an attribute that was rewritten. */
  void keep(byte[] attribute) {
    note(AttributeBytes.codeAt(attribute, 0));
    byte[] to = copyRun(attribute.length);
    System.arraycopy(attribute, 0, to, length, attribute.length);
    length += attribute.length;
  }

  private void note(int code) {
    ordered &= code > lastCode;
    lastCode = code;
  }

  /** How many octets are kept so far. */
  int length() {
    return length + runEnd - runStart;
  }

  /** Whether they came in the order of their codes. Then {@link #canonical} moves nothing. */
  boolean isOrdered() {
    return ordered;
  }

  byte[] canonical() {
    byte[] all =
        out == null ? Arrays.copyOfRange(in, runStart, runEnd) : Arrays.copyOf(copyRun(0), length);
    return ordered ? all : AttributeBytes.ordered(all);
  }

  /** Moves the pending run to the output and makes room for more. */
  private byte[] copyRun(int more) {
    int run = runEnd - runStart;
    byte[] to = room(run + more);
    System.arraycopy(in, runStart, to, length, run);
    length += run;
    runStart = runEnd;
    return to;
  }

  private byte[] room(int more) {
    byte[] to = out;
    if (to == null) {
      to = new byte[Math.max(128, more)];
    } else if (to.length < length + more) {
      to = Arrays.copyOf(to, Math.max(2 * to.length, length + more));
    }
    out = to;
    return to;
  }
}
