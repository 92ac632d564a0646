package io.podspan.cli.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.machine.PortPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** An operator who cannot make up their mind: declares, changes and withdraws at random. */
final class Driver implements Runnable {
  private static final long ASN = 64512;
  private static final int CLIENT_ERROR = 4;

  /** Which clusters each name joins; they share clusters, so some stand in each other's way. */
  static final Map<String, List<String>> INTERCONNECTS =
      Map.of(
          "west", List.of("paris", "london"),
          "east", List.of("london", "tokyo"),
          "far", List.of("paris", "tokyo"),
          "all", List.of("paris", "london", "tokyo"));

  private final Stage stage;
  private final Ledger ledger;
  private final Random random;
  private final Diary diary;
  private final Instant end;

  Driver(Stage stage, Ledger ledger, long seed, Diary diary, Instant end) {
    this.stage = stage;
    this.ledger = ledger;
    this.random = new Random(seed);
    this.diary = diary;
    this.end = end;
  }

  @Override
  public void run() {
    while (Instant.now().isBefore(end)) {
      send(draw());
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(300, 3000)).toNanos());
    }
  }

  private Request draw() {
    List<String> names = INTERCONNECTS.keySet().stream().sorted().toList();
    String name = names.get(random.nextInt(names.size()));
    boolean preserve = random.nextBoolean();
    boolean likely = ledger.certain(name).isThere();
    // Mostly what makes sense, and sometimes what does not.
    return switch (random.nextInt(10)) {
      case 0 -> new Request.Declare(name, INTERCONNECTS.get(name), preserve);
      case 1 -> new Request.Withdraw(name);
      case 2 -> new Request.Change(name, preserve);
      case 3, 4, 5, 6 ->
          likely
              ? new Request.Withdraw(name)
              : new Request.Declare(name, INTERCONNECTS.get(name), preserve);
      default ->
          likely
              ? new Request.Change(name, preserve)
              : new Request.Declare(name, INTERCONNECTS.get(name), preserve);
    };
  }

  private void send(Request request) {
    try {
      call(request);
      ledger.acknowledged(request);
      diary.note("request", request + ": done");
    } catch (ProblemException e) {
      String reason = e.getMessage().lines().findFirst().orElse("");
      if (e.status() / 100 == CLIENT_ERROR) {
        ledger.refused(request, e.status());
        diary.note("request", request + ": refused, " + e.status() + " " + reason);
      } else {
        ledger.unanswered(request, e.status());
        diary.note("request", request + ": failed, " + e.status() + " " + reason);
      }
    }
  }

  private void call(Request request) {
    String path = "/api/v1/interconnects";
    switch (request) {
      case Request.Declare declare -> stage.peering.post(path, body(declare));
      case Request.Change(String name, boolean preserve) -> {
        ObjectNode body = Api.JSON.createObjectNode();
        stage.peering.patch(
            path + "/" + name,
            preserve ? body.put("podSourceAddress", "preserve") : body.putNull("podSourceAddress"));
      }
      case Request.Withdraw(String name) -> stage.peering.delete(path + "/" + name);
    }
  }

  private ObjectNode body(Request.Declare declare) {
    ObjectNode body = Api.JSON.createObjectNode().put("name", declare.name());
    body.set("clusters", Api.JSON.valueToTree(declare.clusters()));
    body.putArray("reflectors")
        .addObject()
        .put("name", stage.machine.config().reflector())
        .put("address", stage.lab.hostAddress())
        .put("port", stage.machine.config().ports().of(PortPlan.BGP))
        .put("asn", ASN);
    if (declare.preserve()) {
      body.put("podSourceAddress", "preserve");
    }
    return body;
  }
}
