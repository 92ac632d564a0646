package io.podspan.clusteraccess;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The text of a file in UTF-8, UTF-16 or UTF-32. PowerShell writes UTF-16 with a byte order mark,
 * and some editors write UTF-8 with one. Without a mark, the place of the zero bytes tells.
 */
final class EncodedText {
  private EncodedText() {}

  /**
   * Decodes the whole file. The byte order mark is no part of the text.
   *
   * @param what the file, for messages: {@code The kubeconfig paris}
   * @throws UnusableAccessException when the bytes are not text in one of these encodings
   */
  static String of(byte[] content, String what) {
    Encoding encoding = Encoding.of(content);
    int mark = encoding.markLength();
    try {
      return encoding
          .charset()
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(content, mark, content.length - mark))
          .toString();
    } catch (CharacterCodingException e) {
      throw new UnusableAccessException(
          what + " is not text in " + encoding.charset().name() + ".",
          "Save the file in the encoding UTF-8.");
    }
  }

  /**
   * @param markLength bytes of the byte order mark, 0 if there is none
   */
  private record Encoding(Charset charset, int markLength) {
    static Encoding of(byte[] content) {
      int b0 = at(content, 0);
      int b1 = at(content, 1);
      int b2 = at(content, 2);
      int b3 = at(content, 3);
      if (b0 == 0xEF && b1 == 0xBB && b2 == 0xBF) {
        return new Encoding(StandardCharsets.UTF_8, 3);
      }
      if (b0 == 0xFF && b1 == 0xFE) {
        return b2 == 0 && b3 == 0
            ? new Encoding(StandardCharsets.UTF_32LE, 4)
            : new Encoding(StandardCharsets.UTF_16LE, 2);
      }
      if (b0 == 0xFE && b1 == 0xFF) {
        return new Encoding(StandardCharsets.UTF_16BE, 2);
      }
      if (b0 == 0 && b1 == 0) {
        return new Encoding(StandardCharsets.UTF_32BE, b2 == 0xFE && b3 == 0xFF ? 4 : 0);
      }
      return withoutMark(b0, b1, b2, b3);
    }

    /** The first character of a kubeconfig, a token or PEM is ASCII. */
    private static Encoding withoutMark(int b0, int b1, int b2, int b3) {
      if (b0 > 0 && b1 == 0) {
        return new Encoding(
            b2 == 0 && b3 == 0 ? StandardCharsets.UTF_32LE : StandardCharsets.UTF_16LE, 0);
      }
      return new Encoding(
          b0 == 0 && b1 > 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8, 0);
    }

    private static int at(byte[] content, int index) {
      return index < content.length ? content[index] & 0xFF : -1;
    }
  }
}
