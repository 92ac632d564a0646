package io.podspan.events;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import io.podspan.events.reason.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a reason: an object with a code. A known code brings its fields; a code that is not
 * known is valid too.
 */
final class ReasonSchema {
  private ReasonSchema() {}

  static @Nullable CustomDefinition definition(ResolvedType type, SchemaGenerationContext context) {
    Class<?> erased = type.getErasedType();
    JsonSubTypes codes = erased.getAnnotation(JsonSubTypes.class);
    if (!Reason.class.isAssignableFrom(erased) || codes == null) {
      return null;
    }
    ObjectNode schema = context.getGeneratorConfig().createObjectNode();
    schema.put("type", "object");
    schema.putObject("properties").putObject("code").put("type", "string");
    schema.putArray("required").add("code");
    var known = schema.putArray("allOf");
    rows(codes).forEach((code, reason) -> known.add(ifCode(code, reason, context)));
    return new CustomDefinition(schema);
  }

  private static Map<String, Class<?>> rows(JsonSubTypes codes) {
    Map<String, Class<?>> rows = new LinkedHashMap<>();
    for (JsonSubTypes.Type row : codes.value()) {
      rows.put(row.name(), row.value());
    }
    return rows;
  }

  private static ObjectNode ifCode(String code, Class<?> reason, SchemaGenerationContext context) {
    ObjectNode rule = context.getGeneratorConfig().createObjectNode();
    rule.putObject("if").putObject("properties").putObject("code").put("const", code);
    rule.set("then", context.createDefinitionReference(context.getTypeContext().resolve(reason)));
    return rule;
  }
}
