package io.podspan.bgpreflector.alone;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.function.Predicate;

/** A peer that shares no code with the reflector: what it reads are octets in hexadecimal. */
final class RawPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket = new Socket();
  private final DataInputStream in;

  RawPeer(String address, int port) throws IOException {
    socket.bind(new InetSocketAddress(address, 0));
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    socket.getOutputStream().write(TrainingFrames.open(identifier(address)));
    socket.getOutputStream().write(TrainingFrames.keepalive());
  }

  private static int identifier(String address) throws IOException {
    return ByteBuffer.wrap(java.net.InetAddress.getByName(address).getAddress()).getInt();
  }

  void send(byte[] frame) throws IOException {
    socket.getOutputStream().write(frame);
  }

  /** The next message, type and body. */
  String read() throws IOException {
    in.skipNBytes(16);
    byte[] rest = new byte[in.readUnsignedShort() - 18];
    in.readFully(rest);
    return HexFormat.of().formatHex(rest);
  }

  /** The next message that is like this, whatever comes before it. */
  String await(Predicate<String> wanted) throws IOException {
    String message = read();
    while (!wanted.test(message)) {
      message = read();
    }
    return message;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
