package io.podspan.bgp.testpeer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Waits for the other side to connect. */
public final class PeerListener implements AutoCloseable {
  private static final int BACKLOG = 16;

  private final ServerSocket listening;
  private final String address;

  private PeerListener(ServerSocket listening, String address) {
    this.listening = listening;
    this.address = address;
  }

  /** On any free port of this address. */
  public static PeerListener on(String address) throws IOException {
    ServerSocket listening = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral(address));
    listening.setSoTimeout(TestPeer.PATIENCE_MILLIS);
    return new PeerListener(listening, address);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** The next connection. */
  public TestPeer accept() throws IOException {
    Socket socket = listening.accept();
    return new TestPeer(socket, address);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
