package io.podspan.bgpreflector.alone;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/** A peer with an address of its own on the loopback; reads all that comes and counts it. */
final class TrainingPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int READ_BUFFER = 64 << 10;

  private final Socket socket = new Socket();
  private final LongAdder received;

  private TrainingPeer(LongAdder received) {
    this.received = received;
  }

  /**
   * @param received where the octets are counted that come from now on
   */
  static TrainingPeer established(String address, int port, LongAdder received) throws IOException {
    TrainingPeer peer = new TrainingPeer(received);
    peer.socket.bind(new InetSocketAddress(address, 0));
    peer.socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
    peer.socket.setSoTimeout(PATIENCE_MILLIS);
    peer.send(TrainingFrames.open(peer.address()));
    peer.send(TrainingFrames.keepalive());
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(peer.socket.getInputStream(), READ_BUFFER));
    peer.skipMessage(in);
    peer.skipMessage(in);
    peer.socket.setSoTimeout(0);
    Thread.ofVirtual().start(() -> peer.readOn(in));
    return peer;
  }

  int address() {
    return ByteBuffer.wrap(socket.getLocalAddress().getAddress()).getInt();
  }

  void send(byte[] frame) throws IOException {
    socket.getOutputStream().write(frame);
  }

  private void readOn(DataInputStream in) {
    try {
      while (true) {
        skipMessage(in);
      }
    } catch (IOException ended) {
      received.increment();
    }
  }

  private void skipMessage(DataInputStream in) throws IOException {
    in.skipNBytes(TrainingFrames.HEADER - 3);
    int length = in.readUnsignedShort();
    if (in.readUnsignedByte() == TrainingFrames.NOTIFICATION) {
      throw new IOException("the reflector said goodbye");
    }
    in.skipNBytes(length - TrainingFrames.HEADER);
    received.add(length);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
