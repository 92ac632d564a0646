package io.podspan.testkit.callers;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A request as its sender wrote it, octet by octet: HTTP clients of libraries correct Host and
 * refuse to send what an attacker sends.
 */
public final class RawCall {
  private final String target;
  private final String method;
  private final List<String> headers = new ArrayList<>();
  private String body = "";
  private boolean hasHost;

  private RawCall(String method, String target) {
    this.method = method;
    this.target = target;
  }

  public static RawCall of(String method, String target) {
    return new RawCall(method, target);
  }

  /** May stand for {@code Host} too, and be given twice. */
  public RawCall with(String header, String value) {
    hasHost |= header.equalsIgnoreCase("host");
    headers.add(header + ": " + value);
    return this;
  }

  public RawCall as(TestCaller caller) {
    return with("Authorization", caller.bearer());
  }

  /** Without a Host header unless one was given. */
  public RawCall withoutHost() {
    hasHost = true;
    return this;
  }

  public RawCall body(String text) {
    body = text;
    return this;
  }

  /** Sends it on a connection of its own and reads to the end. */
  public Answer to(URI service) {
    try (Socket socket = new Socket(service.getHost(), service.getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(text(service).getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return Answer.read(socket.getInputStream());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + target + " got no answer", e);
    }
  }

  private String text(URI service) {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    if (!hasHost) {
      text.append("Host: ").append(service.getHost()).append(':').append(service.getPort());
      text.append("\r\n");
    }
    headers.forEach(header -> text.append(header).append("\r\n"));
    if (!body.isEmpty()) {
      text.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length);
      text.append("\r\n");
    }
    return text.append("Connection: close\r\n\r\n").append(body).toString();
  }

  /**
   * What came back.
   *
   * @param head the status line and the headers
   */
  public record Answer(int status, String head, String body) {
    private static Answer read(InputStream in) throws IOException {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      String head = end < 0 ? all : all.substring(0, end);
      String[] words = head.split(" ", 3);
      return new Answer(
          words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : 0,
          head,
          end < 0 ? "" : all.substring(end + 4));
    }

    /** All values of a header, joined by commas; empty when it is not there. */
    public String header(String name) {
      List<String> values = new ArrayList<>();
      for (String line : head.split("\r\n", -1)) {
        int colon = line.indexOf(':');
        if (colon > 0
            && line.substring(0, colon)
                .toLowerCase(Locale.ROOT)
                .equals(name.toLowerCase(Locale.ROOT))) {
          values.add(line.substring(colon + 1).strip());
        }
      }
      return String.join(",", values);
    }
  }
}
