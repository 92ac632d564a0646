package io.podspan.clusteraccess;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An API server whose answers never end. */
public final class EndlessServer implements AutoCloseable {
  private static final String NODE =
      "{\"metadata\":{\"name\":\"n%d\",\"annotations\":{\"a\":\"%s\"}}},";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();

  /** In what way. */
  public enum Way {
    /** One list with one object after the other. */
    ONE_BODY {
      @Override
      void write(OutputStream to, int request) throws IOException {
        say(to, "{\"kind\":\"NodeList\",\"metadata\":{},\"items\":[");
        for (long i = 0; true; i++) {
          say(to, NODE.formatted(i, "x".repeat(1000)));
        }
      }
    },
    /** Small objects, which take much more memory than text. */
    EMPTY_OBJECTS {
      @Override
      void write(OutputStream to, int request) throws IOException {
        say(to, "{\"kind\":\"NodeList\",\"metadata\":{},\"items\":[");
        say(to, "{},".repeat(1_000_000) + "{}]}");
      }
    },
    /** A text that is no JSON. */
    NO_JSON {
      @Override
      void write(OutputStream to, int request) throws IOException {
        say(to, "a: [" + "[],".repeat(1_000_000) + "[]]");
      }
    },
    /** Always one more page, with new objects. */
    PAGES {
      @Override
      void write(OutputStream to, int request) throws IOException {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < 500; i++) {
          items.append(NODE.formatted(request * 500 + i, ""));
        }
        items.setLength(items.length() - 1);
        say(
            to,
            "{\"kind\":\"NodeList\",\"metadata\":{\"continue\":\"more\"},\"items\":["
                + items
                + "]}");
      }
    },
    /** Always one more page, without objects. */
    EMPTY_PAGES {
      @Override
      void write(OutputStream to, int request) throws IOException {
        say(to, "{\"kind\":\"NodeList\",\"metadata\":{\"continue\":\"more\"},\"items\":[]}");
      }
    },
    /** A byte now and then. */
    DRIPS {
      @Override
      void write(OutputStream to, int request) throws IOException {
        say(to, "{\"kind\":\"NodeList\",\"metadata\":{},\"items\":[");
        while (true) {
          say(to, " ");
          java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
      }
    };

    abstract void write(OutputStream to, int request) throws IOException;

    private static void say(OutputStream to, String text) throws IOException {
      to.write(text.getBytes(StandardCharsets.US_ASCII));
      to.flush();
    }
  }

  public EndlessServer(Way way) throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, way));
    server.start();
  }

  private void answer(HttpExchange exchange, Way way) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = new Counted(exchange.getResponseBody())) {
      way.write(body, requests.getAndIncrement());
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** How much it got rid of. */
  public long written() {
    return written.get();
  }

  private final class Counted extends OutputStream {
    private final OutputStream to;

    Counted(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int octet) throws IOException {
      to.write(octet);
      written.incrementAndGet();
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      to.write(octets, from, length);
      written.addAndGet(length);
    }

    @Override
    public void flush() throws IOException {
      to.flush();
    }

    @Override
    public void close() throws IOException {
      to.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
