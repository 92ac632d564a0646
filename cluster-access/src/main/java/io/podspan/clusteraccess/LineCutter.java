package io.podspan.clusteraccess;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts octets together to lines. What no line feed ends is no line. Belongs to one thread. */
final class LineCutter {
  /** Octets of a line. */
  static final int LONGEST = 64 << 10;

  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  /**
   * The lines that end in these octets, read as UTF-8 and printable.
   *
   * @throws TooMuchException when a line is longer than {@link #LONGEST}
   */
  List<String> cut(byte[] octets) throws TooMuchException {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < octets.length; at++) {
      if (octets[at] == '\n') {
        keep(octets, from, at);
        lines.add(ExecChannel.printable(begun.toString(StandardCharsets.UTF_8)));
        begun.reset();
        from = at + 1;
      }
    }
    keep(octets, from, octets.length);
    return lines;
  }

  private void keep(byte[] octets, int from, int to) throws TooMuchException {
    if (begun.size() + to - from > LONGEST) {
      throw new TooMuchException("it printed a line of more than " + LONGEST + " bytes");
    }
    begun.write(octets, from, to - from);
  }
}
