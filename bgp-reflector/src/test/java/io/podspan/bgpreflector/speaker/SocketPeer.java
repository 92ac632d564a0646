package io.podspan.bgpreflector.speaker;

import io.netty.buffer.Unpooled;
import io.podspan.bgp.wire.Decoded;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageDecoder;
import io.podspan.bgp.wire.MessageEncoder;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/** A peer on a blocking socket, from an address of its own on the loopback. */
final class SocketPeer implements AutoCloseable {
  private final Socket socket = new Socket();
  private final DataInputStream in;

  private SocketPeer(String address, String to, int port, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(address, 0));
    socket.setSoTimeout(60_000);
    socket.connect(new InetSocketAddress(to, port), 1_000);
    in = new DataInputStream(socket.getInputStream());
  }

  static SocketPeer connect(String address, Speaker speaker) throws IOException {
    return new SocketPeer(address, "127.0.0.1", speaker.port(), 0);
  }

  static SocketPeer connect(String address, String to, int port) throws IOException {
    return new SocketPeer(address, to, port, 0);
  }

  /** With a kernel that takes very little when nobody reads. */
  static SocketPeer withSmallBuffer(String address, Speaker speaker) throws IOException {
    return new SocketPeer(address, "127.0.0.1", speaker.port(), 1);
  }

  SocketPeer open(int routerId) throws IOException {
    send(SessionFixture.open(routerId));
    send(Message.Keepalive.INSTANCE);
    return this;
  }

  /** Until it has the reflector's OPEN and KEEPALIVE. */
  SocketPeer establish(int routerId) throws IOException {
    open(routerId);
    read();
    read();
    return this;
  }

  void send(Message message) throws IOException {
    socket.getOutputStream().write(MessageEncoder.encode(message, SessionFixture.FOUR_OCTETS));
  }

  Decoded read() throws IOException {
    byte[] header = in.readNBytes(19);
    if (header.length < 19) {
      throw new IOException("the reflector closed the connection");
    }
    int length = (header[16] & 0xff) << 8 | (header[17] & 0xff);
    byte[] frame = Arrays.copyOf(header, length);
    in.readFully(frame, 19, length - 19);
    return MessageDecoder.decode(Unpooled.wrappedBuffer(frame), SessionFixture.FOUR_OCTETS, true);
  }

  boolean isClosedByReflector() {
    try {
      return in.read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
