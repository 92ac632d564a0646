package io.podspan.bgp.wire.bmp;

/** An AS_PATH as people write it: {@code 65001 65002 {65003,65004}}. */
final class AsPathText {
  static final int MOST = 256;
  static final String UNREADABLE = "?";

  private static final int SEQUENCE = 2;

  private AsPathText() {}

  /** {@link #UNREADABLE} when it is none. A long one ends with dots. */
  static String of(Cursor in, boolean twoOctets) {
    StringBuilder text = new StringBuilder();
    try {
      while (in.more()) {
        segment(in, twoOctets, text);
      }
    } catch (Cursor.Fault malformed) {
      return UNREADABLE;
    }
    return text.length() > MOST ? text.substring(0, MOST) + "..." : text.toString();
  }

  private static void segment(Cursor in, boolean twoOctets, StringBuilder text) {
    int type = in.u8();
    int count = in.u8();
    boolean sequence = type == SEQUENCE;
    text.append(text.isEmpty() ? "" : " ").append(sequence ? "" : "{");
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : sequence ? " " : ",").append(twoOctets ? in.u16() : in.u32());
    }
    text.append(sequence ? "" : "}");
  }
}
