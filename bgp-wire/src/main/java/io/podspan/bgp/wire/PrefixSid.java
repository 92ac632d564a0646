package io.podspan.bgp.wire;

/** Checks the form of the Prefix-SID attribute (RFC 8669, section 3; RFC 9252). Nothing uses it. */
final class PrefixSid {
  private static final int LABEL_INDEX = 1;
  private static final int ORIGINATOR_SRGB = 3;

  private PrefixSid() {}

  /** Section 6: TLVs of one octet of type and two of length, none of which runs over the end. */
  static boolean isWellFormed(byte[] in, int start, int end) {
    int at = start;
    while (at < end) {
      if (end - at < 3) {
        return false;
      }
      int length = Bytes.shortAt(in, at + 1);
      if (length > end - at - 3 || !lengthFits(in[at], length)) {
        return false;
      }
      at += 3 + length;
    }
    return end > start;
  }

  private static boolean lengthFits(int type, int length) {
    return switch (type) {
      // Reserved. An attribute full of zeros was seen in the Internet in 2025.
      case 0 -> false;
      case LABEL_INDEX -> length == 7;
      case ORIGINATOR_SRGB -> length > 2 && (length - 2) % 6 == 0;
      default -> true;
    };
  }
}
