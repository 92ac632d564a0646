package io.podspan.bgpreflector.hostile;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A BGP speaker on a blocking socket. It sends what it is told, right or wrong. */
public final class RawPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int READ_BUFFER = 1 << 16;

  private final Socket socket;
  private final DataInputStream in;
  private final String address;

  private RawPeer(Socket socket, String address) throws IOException {
    this.socket = socket;
    this.address = address;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), READ_BUFFER));
  }

  /** A connection from this address, and nothing said yet. */
  public static RawPeer connect(String from, int port) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
    return new RawPeer(socket, from);
  }

  /** A client of the reflector, with its address for an identifier. */
  static RawPeer established(String from, int port, int holdTime) throws IOException {
    return established(from, port, 64512, holdTime);
  }

  public static RawPeer established(String from, int port, int asn, int holdTime)
      throws IOException {
    RawPeer peer = connect(from, port);
    peer.send(Bytes.open(asn, holdTime, from));
    peer.expect(Bytes.OPEN);
    peer.send(Bytes.keepalive());
    peer.expect(Bytes.KEEPALIVE);
    return peer;
  }

  private void expect(int type) throws IOException {
    RawMessage message = read();
    if (message.type() != type) {
      throw new IOException(address + " got " + message);
    }
  }

  public String address() {
    return address;
  }

  Socket socket() {
    return socket;
  }

  public void send(byte[]... messages) throws IOException {
    socket.getOutputStream().write(Bytes.join(messages));
  }

  public RawMessage read() throws IOException {
    byte[] header = new byte[19];
    in.readFully(header);
    for (int i = 0; i < 16; i++) {
      if (header[i] != (byte) 0xff) {
        throw new IOException("no marker");
      }
    }
    byte[] body = new byte[RawUpdate.u16(header, 16) - header.length];
    in.readFully(body);
    return new RawMessage(header[18], body);
  }

  /** The next UPDATE about routes. */
  public RawUpdate readUpdate() throws IOException {
    while (true) {
      RawMessage message = read();
      if (message.type() == Bytes.NOTIFICATION) {
        throw new IOException(address + " got NOTIFICATION " + message.notification());
      }
      if (message.type() == Bytes.UPDATE) {
        RawUpdate update = RawUpdate.of(message.body());
        if (!update.isEndOfRib()) {
          return update;
        }
      }
    }
  }

  /** Reads on until the reflector hangs up; how: a NOTIFICATION's codes, or "closed". */
  String readEnd() throws IOException {
    String end = "closed";
    try {
      while (true) {
        RawMessage message = read();
        if (message.type() == Bytes.NOTIFICATION) {
          end = message.notification();
        }
      }
    } catch (EOFException _) {
      return end;
    } catch (java.net.SocketException reset) {
      return end.equals("closed") ? "reset" : end;
    }
  }

  /** Ends with a RST. */
  void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
