package io.podspan.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the stream as a browser does, line by line. */
final class StreamClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What came with one id. */
  record Message(String id, String type, JsonNode data) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpResponse<java.io.InputStream> response;
  private final BufferedReader lines;
  private String id = "";
  private String type = "";
  private int comments;

  StreamClient(URI uri, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Blocks until one has come. */
  Message next() throws IOException {
    String data = "";
    while (true) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("the stream has ended");
      }
      if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("event:")) {
        type = line.substring(6).strip();
      } else if (line.startsWith("data:")) {
        data = line.substring(5).strip();
      } else if (line.startsWith(":")) {
        comments++;
      } else if (line.isEmpty() && !data.isEmpty()) {
        return new Message(id, type, JSON.readTree(data));
      }
    }
  }

  List<Message> next(int count) throws IOException {
    List<Message> messages = new ArrayList<>();
    while (messages.size() < count) {
      messages.add(next());
    }
    return messages;
  }

  /** Blocks until so many comments have come in all. */
  void awaitComments(int count) throws IOException {
    while (comments < count) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("the stream has ended");
      }
      if (line.startsWith(":")) {
        comments++;
      }
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
