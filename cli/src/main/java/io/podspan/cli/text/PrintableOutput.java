package io.podspan.cli.text;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Where everything that this process prints passes through. Names of nodes and pods, sentences of
 * events and words of programs come from others, so whatever a terminal would obey is escaped here,
 * whoever prints it.
 */
public final class PrintableOutput extends OutputStream {
  private static final int BUFFER = 8 << 10;

  private final PrintStream out;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer octets = ByteBuffer.allocate(BUFFER);
  private final CharBuffer characters = CharBuffer.allocate(BUFFER);

  private PrintableOutput(PrintStream out) {
    this.out = out;
  }

  /** A stream that writes to the other one what may be printed. */
  public static PrintStream over(PrintStream out) {
    return new PrintStream(new PrintableOutput(out), true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] source, int from, int length) {
    int at = from;
    while (at < from + length) {
      int part = Math.min(octets.remaining(), from + length - at);
      octets.put(source, at, part);
      at += part;
      print();
    }
  }

  /** The octets of a character that is not complete yet stay. */
  private void print() {
    octets.flip();
    decoder.decode(octets, characters, false);
    octets.compact();
    characters.flip();
    out.print(TerminalText.lines(characters.toString()));
    characters.clear();
  }

  @Override
  public synchronized void flush() {
    out.flush();
  }
}
