package io.podspan.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import io.podspan.cli.text.TerminalText;
import java.util.ArrayList;
import java.util.List;

/** Reflectors for people. */
final class ReflectorView implements ObjectView {
  private static final List<String> COLUMNS =
      List.of("NAME", "ADDRESS", "PORT", "ASN", "RUNS", "INTERCONNECTS", "READY", "REASON");
  private static final List<String> WIDE = List.of("KEY FILE", "DECLARED");

  @Override
  public String list(JsonNode reflectors, boolean wide) {
    List<String> heading = new ArrayList<>(COLUMNS);
    heading.addAll(wide ? WIDE : List.of());
    Table table = new Table(heading.toArray(String[]::new));
    for (JsonNode reflector : reflectors) {
      table.row(row(reflector, wide).toArray());
    }
    return table.toString();
  }

  private static List<Object> row(JsonNode reflector, boolean wide) {
    List<Object> row = new ArrayList<>();
    for (String field : List.of("name", "address", "port", "asn", "runs", "interconnects")) {
      row.add(Answers.text(reflector, field));
    }
    JsonNode ready = reflector.path("conditions").path(0);
    row.add(Answers.text(ready, "status"));
    row.add(Answers.text(ready, "reason"));
    if (wide) {
      row.add(key(reflector));
      row.add(Answers.time(reflector, "declaredAt"));
    }
    return row;
  }

  private static String key(JsonNode reflector) {
    return reflector.hasNonNull("authSecretRef")
        ? "Secret " + Answers.text(reflector, "authSecretRef")
        : Answers.text(reflector, "keyFile");
  }

  @Override
  public String details(JsonNode reflector) {
    return list(JsonNodeFactory.instance.arrayNode().add(reflector), true)
        + "\n"
        + ConditionTable.of(Kind.REFLECTOR, reflector)
        + cautions(reflector);
  }

  private static String cautions(JsonNode reflector) {
    StringBuilder text = new StringBuilder();
    for (JsonNode caution : reflector.path("cautions")) {
      text.append("caution: ").append(TerminalText.line(caution.asText())).append('\n');
    }
    return text.isEmpty() ? "" : "\n" + text;
  }
}
