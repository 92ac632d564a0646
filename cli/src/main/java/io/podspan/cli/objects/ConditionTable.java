package io.podspan.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;

/** The conditions of an object for people. */
final class ConditionTable {
  private ConditionTable() {}

  static String of(Kind kind, JsonNode object) {
    Table conditions = new Table("CONDITION", "STATUS", "REASON", "SINCE", "MESSAGE");
    String path = kind.path() + "/" + Answers.text(object, "name");
    for (JsonNode condition : object.path("conditions")) {
      conditions.row(
          Answers.text(condition, "type"),
          Answers.text(condition, "status"),
          Answers.text(condition, "reason"),
          Answers.time(condition, "since"),
          Api.inCommands(Answers.text(condition, "message"), path));
    }
    return conditions.toString();
  }
}
