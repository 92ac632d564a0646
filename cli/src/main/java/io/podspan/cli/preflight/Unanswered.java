package io.podspan.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.apply.Refusals;
import io.podspan.cli.documents.Document;

/**
 * An interconnect whose checks could not run, because its document was refused: an answer with a
 * check {@code document} that blocks, so a pipeline reads it as any other. Pure.
 */
public final class Unanswered {
  private Unanswered() {}

  public static JsonNode of(Document document, ProblemException refusal) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("name", document.name()).put("outcome", "block");
    ObjectNode counts = answer.putObject("counts").put("pass", 0).put("caution", 0);
    ArrayNode checks = answer.putArray("checks");
    for (Refusals.Fault fault : Refusals.of(document, refusal)) {
      checks
          .addObject()
          .put("check", "document")
          .put("outcome", "block")
          .put("code", fault.code())
          .put("where", fault.place().toString())
          .put("evidence", fault.what())
          .put("whatToDo", fault.nextStep())
          .put("docs", "docs/commands.md#documents");
    }
    counts.put("unchecked", 0).put("block", checks.size());
    return answer;
  }
}
