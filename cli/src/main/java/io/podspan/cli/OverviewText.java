package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Matrix;
import io.podspan.cli.text.Table;
import java.util.ArrayList;
import java.util.List;

/** The console's overview for people. */
final class OverviewText {
  private OverviewText() {}

  /** The services, and the overview if the console has answered. */
  static String ofAll(JsonNode status) {
    Table table = new Table("SERVICE", "READY", "ADDRESS", "");
    for (JsonNode service : status.path("services")) {
      table.row(
          Answers.text(service, "service"),
          service.path("ready").asBoolean() ? "yes" : "NO",
          Answers.text(service, "url"),
          Answers.text(service, "waitsFor").replace("-", ""));
    }
    return table + of(status.path("overview"));
  }

  private static String of(JsonNode overview) {
    if (overview.isMissingNode()) {
      return "";
    }
    return "\n"
        + conditions(overview.path("interconnects"))
        + "\n"
        + sessions(overview.path("sessions"))
        + "\n"
        + matrix(overview);
  }

  private static Table conditions(JsonNode interconnects) {
    Table table = new Table("INTERCONNECT", "CONDITION", "STATUS", "REASON", "SINCE", "MESSAGE");
    for (JsonNode interconnect : interconnects) {
      for (JsonNode condition : interconnect.path("conditions")) {
        table.row(
            Answers.text(interconnect, "name"),
            Answers.text(condition, "type"),
            Answers.text(condition, "status"),
            Answers.text(condition, "reason"),
            Answers.time(condition, "since"),
            Answers.text(condition, "message"));
      }
    }
    return table;
  }

  private static Table sessions(JsonNode sessions) {
    Table table = new Table("SESSION", "NODE", "STATE", "REASON");
    for (JsonNode session : sessions) {
      table.row(
          Answers.text(session, "reflector") + " - " + Answers.text(session, "address"),
          Answers.text(session, "cluster") + "/" + Answers.text(session, "node"),
          state(session),
          Answers.text(session, "reason"));
    }
    return table;
  }

  /** An established session may be one that nobody watches. */
  private static String state(JsonNode session) {
    String state = Answers.text(session, "state");
    boolean unwatched = session.path("probed").isBoolean() && !session.path("probed").asBoolean();
    return unwatched ? state + ", not probed" : state;
  }

  private static Matrix matrix(JsonNode overview) {
    List<String> names = new ArrayList<>();
    overview.path("clusters").forEach(cluster -> names.add(Answers.text(cluster, "name")));
    Matrix matrix = new Matrix(names);
    for (JsonNode pair : overview.path("matrix")) {
      JsonNode average = pair.path("rttAverageMicros");
      matrix.set(
          Answers.text(pair, "from"),
          Answers.text(pair, "to"),
          new Matrix.Cell(
              pair.path("reachable").asInt(),
              pair.path("pairs").asInt(),
              average.isNumber() ? average.asLong() : null));
    }
    return matrix;
  }
}
