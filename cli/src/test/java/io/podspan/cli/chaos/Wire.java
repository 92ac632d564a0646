package io.podspan.cli.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The way to one server, through this process, where it can be cut for one client and stay whole
 * for the others. Connections come by a redirection in the kernel ({@link Redirections}); clients
 * notice nothing of it. Two virtual threads per connection.
 */
final class Wire implements AutoCloseable {
  /**
   * What comes from these is not redirected: it is this process on its way to the server. The
   * kernel gives others to clients.
   */
  static final int FIRST_OWN_PORT = 10_000;

  static final int LAST_OWN_PORT = 19_999;

  private static final AtomicInteger NEXT_OWN_PORT = new AtomicInteger();

  private static final Duration SLOWNESS = Duration.ofMillis(400);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final String server;
  private final int serverPort;
  private final Callers callers;
  private final ServerSocket listener;
  private final Map<Target, State> states = new ConcurrentHashMap<>();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();

  /** How a wire is for one client. */
  enum State {
    WHOLE,
    /** Every connection ends at once, and new ones too. */
    CUT,
    /** Connections stay open, and nothing arrives any more. */
    SILENT,
    SLOW
  }

  /** A connection of one client, and its continuation to the server. */
  private record Link(Target client, Socket near, Socket far) {}

  Wire(String server, int serverPort, Callers callers) {
    this.server = server;
    this.serverPort = serverPort;
    this.callers = callers;
    try {
      this.listener = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("wire " + server).start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  int serverPort() {
    return serverPort;
  }

  void become(Target client, State state) {
    states.put(client, state);
    if (state == State.CUT) {
      links.stream().filter(link -> client.equals(link.client())).forEach(Wire::end);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException _) {
      // It is gone either way.
    }
    links.forEach(Wire::end);
  }

  @Override
  public String toString() {
    return server;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        Thread.ofVirtual().start(() -> connect(near));
      } catch (IOException _) {
        // Closed, or a client that was gone before.
      }
    }
  }

  private void connect(Socket near) {
    Target client = callers.at(near.getPort()).orElse(null);
    Socket far = new Socket();
    Link link = new Link(client, near, far);
    links.add(link);
    if (state(client) == State.CUT) {
      end(link);
      return;
    }
    if (!carriesAgain(link)) {
      return;
    }
    try {
      bindToAnOwnPort(far);
      far.connect(new InetSocketAddress("127.0.0.1", serverPort), 5000);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
    } catch (IOException _) {
      end(link);
      return;
    }
    Thread.ofVirtual().start(() -> carry(link, near, far));
    carry(link, far, near);
  }

  private static void bindToAnOwnPort(Socket socket) throws IOException {
    socket.setReuseAddress(true);
    int ports = LAST_OWN_PORT - FIRST_OWN_PORT + 1;
    for (int attempt = 0; attempt < ports; attempt++) {
      int port = FIRST_OWN_PORT + Math.floorMod(NEXT_OWN_PORT.getAndIncrement(), ports);
      try {
        socket.bind(new InetSocketAddress("127.0.0.1", port));
        return;
      } catch (BindException _) {
        // Another one's.
      }
    }
    throw new IOException("no port is free for the way to a server");
  }

  private void carry(Link link, Socket from, Socket to) {
    byte[] buffer = new byte[16384];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!carriesAgain(link)) {
          return;
        }
        out.write(buffer, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException _) {
      end(link);
    } finally {
      forgetWhenOver(link);
    }
  }

  /** Waits while nothing arrives. */
  private boolean carriesAgain(Link link) {
    if (state(link.client()) == State.SLOW) {
      LockSupport.parkNanos(SLOWNESS.toNanos());
    }
    while (state(link.client()) == State.SILENT && !link.near().isClosed()) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return !link.near().isClosed();
  }

  private State state(Target client) {
    return client == null ? State.WHOLE : states.getOrDefault(client, State.WHOLE);
  }

  private void forgetWhenOver(Link link) {
    boolean over =
        link.near().isClosed()
            || link.far().isClosed()
            || (link.near().isOutputShutdown() && link.far().isOutputShutdown());
    if (over) {
      end(link);
      links.remove(link);
    }
  }

  /** With a reset, as a machine sends it that has forgotten the connection. */
  private static void end(Link link) {
    for (Socket socket : new Socket[] {link.near(), link.far()}) {
      try {
        if (!(socket.isInputShutdown() && socket.isOutputShutdown())) {
          socket.setSoLinger(true, 0);
        }
        socket.close();
      } catch (IOException _) {
        // It is gone either way.
      }
    }
  }
}
