package io.podspan.clusteraccess;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** As much of DER (ITU-T X.690) as it takes to put a key into a PKCS#8 envelope. */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;

  private Der() {}

  /** One element: its tag and its content. */
  record Element(int tag, byte[] content) {}

  /** The elements one after another. Throws IllegalArgumentException if the bytes are not DER. */
  static List<Element> elements(byte[] bytes) {
    List<Element> elements = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int tag = bytes[at++] & 0xFF;
      int length = byteAt(bytes, at++);
      if (length > 0x82) {
        throw new IllegalArgumentException("an element is too long");
      }
      if (length >= 0x80) {
        int octets = length - 0x80;
        length = 0;
        for (int i = 0; i < octets; i++) {
          length = length << 8 | byteAt(bytes, at++);
        }
      }
      if (length > bytes.length - at) {
        throw new IllegalArgumentException("an element ends after its bytes");
      }
      elements.add(new Element(tag, Arrays.copyOfRange(bytes, at, at + length)));
      at += length;
    }
    return List.copyOf(elements);
  }

  private static int byteAt(byte[] bytes, int at) {
    if (at >= bytes.length) {
      throw new IllegalArgumentException("an element is cut off");
    }
    return bytes[at] & 0xFF;
  }

  /** One element as bytes. Its content is the parts one after another. */
  static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      element.write(0x82);
      element.write(length >> 8);
    } else if (length >= 0x80) {
      element.write(0x81);
    }
    element.write(length);
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }
}
