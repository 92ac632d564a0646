package io.podspan.bgp.testpeer;

import io.netty.buffer.Unpooled;
import io.podspan.bgp.wire.Decoded;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageDecoder;
import io.podspan.bgp.wire.MessageEncoder;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.Predicate;

/** One connection of a BGP speaker on a blocking socket. */
public final class TestPeer implements AutoCloseable {
  static final int PATIENCE_MILLIS = 60_000;
  private static final int READ_BUFFER = 1 << 16;

  private final Socket socket;
  private final DataInputStream in;
  private final String address;
  private final Received received = new Received();

  TestPeer(Socket socket, String address) throws IOException {
    this.socket = socket;
    this.address = address;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), READ_BUFFER));
  }

  /** A connection to 127.0.0.1 on which nothing was sent yet. */
  public static TestPeer connect(String from, int port) throws IOException {
    return Dialer.from(from).connect(port);
  }

  /** A session with 127.0.0.1 whose BGP identifier is the peer's address. */
  public static TestPeer established(String from, int port) throws IOException {
    return established(from, port, Opens.ASN, Opens.HOLD_TIME);
  }

  /**
   * A session with 127.0.0.1 whose BGP identifier is the peer's address.
   *
   * @param holdTime seconds, 0 for a session without hold timer
   */
  public static TestPeer established(String from, int port, long asn, int holdTime)
      throws IOException {
    TestPeer peer = connect(from, port);
    try {
      return peer.establish(Opens.of(from, asn, holdTime));
    } catch (IOException failed) {
      peer.close();
      throw failed;
    }
  }

  /** Sends OPEN and KEEPALIVE, and reads the other side's. */
  public TestPeer establish(Message.Open open) throws IOException {
    send(open);
    expect(Message.OPEN);
    send(Message.Keepalive.INSTANCE);
    expect(Message.KEEPALIVE);
    return this;
  }

  private void expect(int type) throws IOException {
    RawMessage message = readRaw();
    if (message.type() != type) {
      throw new IOException(
          address + " expected a message of type " + type + " and got a " + message);
    }
  }

  /** The peer's own address. */
  public String address() {
    return address;
  }

  public Received received() {
    return received;
  }

  public void send(Message message) throws IOException {
    send(MessageEncoder.encode(message, Opens.OPTIONS));
  }

  /** All of it in one write, whatever it is. */
  public void send(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    all.writeTo(socket.getOutputStream());
  }

  /**
   * The next message.
   *
   * @throws EOFException if the other side closed the connection
   * @throws java.net.SocketTimeoutException if nothing came in time
   */
  public RawMessage readRaw() throws IOException {
    byte[] header = new byte[RawMessage.HEADER];
    in.readFully(header);
    for (int i = 0; i < RawMessage.MARKER; i++) {
      if (header[i] != (byte) 0xff) {
        throw new IOException(address + " got a message without the marker of RFC 4271");
      }
    }
    int length = (header[RawMessage.MARKER] & 0xff) << 8 | (header[RawMessage.MARKER + 1] & 0xff);
    byte[] body = new byte[length - RawMessage.HEADER];
    in.readFully(body);
    RawMessage message = new RawMessage(header[RawMessage.MARKER + 2] & 0xff, body);
    received.add(message);
    return message;
  }

  /** The next message, decoded. */
  public Decoded read() throws IOException {
    return decode(readRaw());
  }

  /** A message of this session, with the codec of the engine. */
  public static Decoded decode(RawMessage message) {
    return MessageDecoder.decode(Unpooled.wrappedBuffer(message.frame()), Opens.OPTIONS, true);
  }

  /** The next message that passes; those before it are dropped. */
  public RawMessage await(Predicate<RawMessage> wanted) throws IOException {
    RawMessage message = readRaw();
    while (!wanted.test(message)) {
      message = readRaw();
    }
    return message;
  }

  /**
   * The next UPDATE about routes. End-of-RIB and other messages are dropped.
   *
   * @throws IOException if a NOTIFICATION comes first
   */
  public Message.Update readUpdate() throws IOException {
    while (true) {
      RawMessage message = readRaw();
      if (message.isNotification()) {
        throw new IOException(address + " got NOTIFICATION " + message.notification());
      }
      if (decode(message) instanceof Message.Update update && update.endOfRib() == null) {
        return update;
      }
    }
  }

  /** The next NOTIFICATION. Other messages are dropped. */
  public Message.Notification readNotification() throws IOException {
    return (Message.Notification) decode(await(RawMessage::isNotification));
  }

  /**
   * Reads until the other side ends the connection. Says how it ended: with the codes of the last
   * NOTIFICATION such as "6/2", else "closed" or "reset".
   */
  public String readEnd() throws IOException {
    String end = "";
    try {
      while (true) {
        RawMessage message = readRaw();
        if (message.isNotification()) {
          end = message.notification();
        }
      }
    } catch (EOFException _) {
      return end.isEmpty() ? "closed" : end;
    } catch (SocketException _) {
      return end.isEmpty() ? "reset" : end;
    }
  }

  /** Reads and counts until either side ends the connection, on a thread of its own. */
  public Thread readOn() {
    return Thread.startVirtualThread(
        () -> {
          try {
            readEnd();
          } catch (IOException _) {
            // The test looks at what was received.
          }
        });
  }

  /** Ends the connection with a RST. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Ends the connection with a FIN. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
