package io.podspan.bgp.testpeer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * How a peer connects.
 *
 * @param from the address that the peer connects from
 * @param to the address that it connects to
 * @param connectWithin how long connecting may take
 * @param receiveBuffer of the socket in octets, 0 for what the system gives
 */
public record Dialer(String from, String to, Duration connectWithin, int receiveBuffer) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** From this address to 127.0.0.1. */
  public static Dialer from(String address) {
    return new Dialer(address, "127.0.0.1", PATIENCE, 0);
  }

  public Dialer to(String address) {
    return new Dialer(from, address, connectWithin, receiveBuffer);
  }

  public Dialer connectingWithin(Duration duration) {
    return new Dialer(from, to, duration, receiveBuffer);
  }

  /** The kernel takes very little when the peer does not read. */
  public Dialer withSmallReceiveBuffer() {
    return new Dialer(from, to, connectWithin, 1);
  }

  /**
   * A connection on which nothing was sent yet.
   *
   * @throws java.net.SocketTimeoutException if nobody answered in time
   */
  public TestPeer connect(int port) throws IOException {
    Socket socket = new Socket();
    try {
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress(to, port), (int) connectWithin.toMillis());
      return new TestPeer(socket, from);
    } catch (IOException failed) {
      socket.close();
      throw failed;
    }
  }
}
