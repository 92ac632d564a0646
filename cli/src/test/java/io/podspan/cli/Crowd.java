package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podspan.cli.machine.PortPlan;
import io.podspan.cli.machine.Service;
import io.podspan.events.Event;
import io.podspan.events.FailedPing;
import io.podspan.events.ProbeEvent;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Callers that ask for much at once, and neither finish what they send nor take what they get. */
final class Crowd implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int LARGE_EVENTS = 40;

  private final PortPlan ports;
  private final String token;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Socket> callers = new ArrayList<>();

  /**
   * @param token the file with the token of these callers; whoever has none is not listened to
   */
  Crowd(PortPlan ports, Path token) throws IOException {
    this.ports = ports;
    this.token = Files.readString(token).strip();
  }

  /** 40 bodies of 1 MB and 400 of 60 kB, of which all but the last byte is sent. */
  void sendsUnfinishedBodies(Service service, String path) throws IOException {
    for (int i = 0; i < 440; i++) {
      int length = i < 40 ? 1_000_000 : 60_000;
      String head =
          "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(path, token, length);
      Socket caller = send(service, head);
      Thread.ofVirtual().start(() -> sendAllButOne(caller, length));
    }
  }

  private static void sendAllButOne(Socket caller, int length) {
    try {
      caller.getOutputStream().write(" ".repeat(length - 1).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException _) {
      // Refused, as it should be.
    }
  }

  /** Puts events of 900 kB into the journal, and asks for all of them without reading. */
  void asksForLargeEventsAndReadsNone() throws Exception {
    writeLargeEvents();
    for (int i = 0; i < 30; i++) {
      send(Service.CONSOLE, get("/api/v1/events?limit=1000", "application/json"));
      send(Service.CONSOLE, get("/api/v1/events/stream?after=0", "text/event-stream"));
    }
  }

  private static String get(String path, String accept) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\n\r\n".formatted(path, accept);
  }

  private void writeLargeEvents() throws InterruptedException, ExecutionException {
    List<FailedPing> failed =
        Collections.nCopies(
            4_000, new FailedPing("pod", "node", "pod", "node", "10.0.0.1", "x".repeat(110)));
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:" + ports.of(PortPlan.KAFKA)),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int i = 1; i <= LARGE_EVENTS; i++) {
        Event round = new ProbeEvent.ProbeRound("a", "b", i, 1, 0, null, null, null, failed, 1);
        Envelope<Event> envelope =
            Envelope.of("/podspan/crowd", Clock.systemUTC().instant(), round);
        producer.send(EventCodec.record(envelope)).get();
      }
    }
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                answer(Service.CONSOLE, "/api/v1/events?limit=1&order=desc")
                    .contains("\"round\": " + LARGE_EVENTS));
  }

  /** In the end somebody else is served, whatever the crowd still holds. */
  void letsOthersBeServed(Service service, String path) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(answer(service, path)).startsWith("200"));
  }

  private String answer(Service service, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.of(service) + path))
            .timeout(Duration.ofSeconds(30))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  private Socket send(Service service, String head) throws IOException {
    Socket caller = new Socket(InetAddress.getLoopbackAddress(), ports.of(service));
    callers.add(caller);
    caller.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return caller;
  }

  @Override
  public void close() throws IOException {
    for (Socket caller : callers) {
      caller.close();
    }
    http.close();
  }
}
