package io.podspan.bgpreflector.interop;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The UPDATEs of four-octet AS sessions in a compressed MRT file (RFC 6396), whole. */
final class MrtUpdates implements AutoCloseable {
  private static final int BGP4MP = 16;
  private static final int BGP4MP_ET = 17;
  private static final int MESSAGE_AS4 = 4;
  private static final int MICROSECONDS = 4;
  private static final int TYPE = 18;
  private static final int UPDATE = 2;

  private final DataInputStream in;

  private MrtUpdates(DataInputStream in) {
    this.in = in;
  }

  static MrtUpdates open(Path file) throws IOException {
    return new MrtUpdates(
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file)), 1 << 16)));
  }

  /** Null at the end. */
  byte[] next() throws IOException {
    while (true) {
      byte[] message = record();
      if (message == null || message.length > TYPE && message[TYPE] == UPDATE) {
        return message;
      }
    }
  }

  /** The BGP message of the next record, empty when it has none for us, null at the end. */
  private byte[] record() throws IOException {
    try {
      in.readInt();
    } catch (EOFException _) {
      return null;
    }
    int type = in.readUnsignedShort();
    int subtype = in.readUnsignedShort();
    byte[] body = in.readNBytes(in.readInt());
    if ((type != BGP4MP && type != BGP4MP_ET) || subtype != MESSAGE_AS4) {
      return new byte[0];
    }
    int start = type == BGP4MP_ET ? MICROSECONDS : 0;
    // Two AS numbers, an interface, a family, and the addresses of both ends.
    int family = (body[start + 10] & 0xff) << 8 | body[start + 11] & 0xff;
    return Arrays.copyOfRange(body, start + 12 + (family == 1 ? 8 : 32), body.length);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
