package io.podspan.cli.demo;

import io.podspan.cli.api.Api;
import io.podspan.cli.api.EventStream;
import io.podspan.cli.api.StreamedEvent;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.EventTypes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Gives the narrator every event of the journal. */
public final class EventFeed {
  private final Narrator narrator;
  private final Consumer<String> warn;

  private EventFeed(Narrator narrator, Consumer<String> warn) {
    this.narrator = narrator;
    this.warn = warn;
  }

  /**
   * From the beginning of the journal: what happens while it connects must not be missed.
   *
   * @return the running stream, for the caller to close
   */
  public static EventStream follow(
      HttpClient http, Api console, Narrator narrator, Consumer<String> warn) {
    EventFeed feed = new EventFeed(narrator, warn);
    EventStream stream =
        new EventStream(http, console.base(), console.bearer(), "", "0", feed::tell, warn);
    stream.start();
    return stream;
  }

  private void tell(StreamedEvent event) {
    EventTypes.named(event.type())
        .ifPresent(
            type -> {
              try {
                byte[] data = event.data().toString().getBytes(StandardCharsets.UTF_8);
                narrator.on(EventCodec.parse(type, data), event.sentence());
              } catch (IOException | IllegalArgumentException e) {
                warn.accept("The event " + event.type() + " cannot be read: " + e.getMessage());
              }
            });
  }
}
