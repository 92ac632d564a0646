package io.podspan.bgpreflector.control;

import io.netty.buffer.Unpooled;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.Decoded;
import io.podspan.bgp.wire.Ipv4Address;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageDecoder;
import io.podspan.bgp.wire.MessageEncoder;
import io.podspan.bgp.wire.WireOptions;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** A peer on a blocking socket, from an address of its own on the loopback. */
final class TestPeer implements AutoCloseable {
  private static final WireOptions FOUR_OCTETS =
      new WireOptions(true, false, Set.of(AddressFamily.IPV4_UNICAST));

  private static final Capabilities CAPABILITIES =
      new Capabilities(
          List.of(AddressFamily.IPV4_UNICAST), true, OptionalLong.of(64512), true, false, false);

  private final Socket socket = new Socket();
  private final DataInputStream in;

  TestPeer(String address, int port) throws IOException {
    socket.bind(new InetSocketAddress(address, 0));
    socket.setSoTimeout(10_000);
    socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
    in = new DataInputStream(socket.getInputStream());
  }

  static TestPeer established(String address, int port) throws IOException {
    TestPeer peer = new TestPeer(address, port);
    peer.send(new Message.Open(4, 64512, 90, Ipv4Address.of(address).bits(), CAPABILITIES));
    peer.send(Message.Keepalive.INSTANCE);
    peer.read();
    peer.read();
    return peer;
  }

  void send(Message message) throws IOException {
    socket.getOutputStream().write(MessageEncoder.encode(message, FOUR_OCTETS));
  }

  Decoded read() throws IOException {
    byte[] header = in.readNBytes(19);
    if (header.length < 19) {
      throw new IOException("the reflector closed the connection");
    }
    int length = (header[16] & 0xff) << 8 | header[17] & 0xff;
    byte[] frame = java.util.Arrays.copyOf(header, length);
    in.readFully(frame, 19, length - 19);
    return MessageDecoder.decode(Unpooled.wrappedBuffer(frame), FOUR_OCTETS, true);
  }

  /** The next UPDATE with routes; End-of-RIB and keepalives are passed over. */
  Message.Update readUpdate() throws IOException {
    while (true) {
      if (read() instanceof Message.Update update && update.endOfRib() == null) {
        return update;
      }
    }
  }

  /** The next NOTIFICATION; everything else is passed over. */
  Message.Notification readNotification() throws IOException {
    while (true) {
      if (read() instanceof Message.Notification notification) {
        return notification;
      }
    }
  }

  boolean isClosedByReflector() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
