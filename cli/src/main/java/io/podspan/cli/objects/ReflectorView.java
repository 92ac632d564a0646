package io.podspan.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;

/** Reflectors for people. */
final class ReflectorView implements ObjectView {
  @Override
  public String list(JsonNode reflectors, boolean wide) {
    Table table = new Table("NAME", "ADDRESS", "PORT", "ASN");
    for (JsonNode reflector : reflectors) {
      table.row(
          Answers.text(reflector, "name"),
          Answers.text(reflector, "address"),
          Answers.text(reflector, "port"),
          Answers.text(reflector, "asn"));
    }
    return table.toString();
  }

  @Override
  public String details(JsonNode reflector) {
    return list(JsonNodeFactory.instance.arrayNode().add(reflector), true);
  }
}
