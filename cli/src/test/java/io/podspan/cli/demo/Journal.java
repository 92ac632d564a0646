package io.podspan.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import java.util.ArrayList;
import java.util.List;

/** The events of the console's journal. */
record Journal(Api console) {
  /** Every event of these types; all types when none is named. */
  List<JsonNode> events(String type) {
    return after(0, type);
  }

  /** Every event that came later than this one. */
  List<JsonNode> after(long sequence) {
    return after(sequence, "");
  }

  private List<JsonNode> after(long sequence, String type) {
    List<JsonNode> all = new ArrayList<>();
    String path = "/api/v1/events?order=asc&limit=500" + (type.isEmpty() ? "" : "&type=" + type);
    long last = sequence;
    while (true) {
      JsonNode page = console.get(path + "&after=" + last).get("events");
      page.forEach(all::add);
      if (page.isEmpty()) {
        return all;
      }
      last = page.get(page.size() - 1).get("sequence").asLong();
    }
  }

  /** The number of the last one. */
  long last() {
    return console.get("/api/v1/events?order=desc&limit=1").at("/events/0/sequence").asLong();
  }
}
