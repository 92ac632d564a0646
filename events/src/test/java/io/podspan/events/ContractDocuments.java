package io.podspan.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import io.podspan.events.envelope.EventTypes;
import org.jspecify.annotations.Nullable;

/** The JSON Schemas and the AsyncAPI document, made from the records. */
final class ContractDocuments {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaGenerator GENERATOR = generator();

  private ContractDocuments() {}

  private static SchemaGenerator generator() {
    var config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .without(Option.NONPUBLIC_STATIC_FIELDS)
            .with(Option.NONPUBLIC_NONSTATIC_FIELDS_WITHOUT_GETTERS)
            .with(Option.FLATTENED_ENUMS_FROM_TOSTRING);
    config
        .forFields()
        .withRequiredCheck(field -> !nullable(field.getRawMember().getAnnotatedType()))
        .withNullableCheck(field -> nullable(field.getRawMember().getAnnotatedType()));
    config
        .forTypesInGeneral()
        .withCustomDefinitionProvider(
            (type, context) ->
                type.getErasedType() == Cni.class
                    ? new com.github.victools.jsonschema.generator.CustomDefinition(cniSchema())
                    : null)
        .withCustomDefinitionProvider(ReasonSchema::definition);
    return new SchemaGenerator(config.build());
  }

  private static boolean nullable(java.lang.reflect.AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static ObjectNode cniSchema() {
    ObjectNode schema = JSON.createObjectNode().put("type", "string");
    var values = schema.putArray("enum");
    for (Cni cni : Cni.values()) {
      values.add(cni.text());
    }
    return schema;
  }

  static JsonNode schema(Class<? extends Event> type) {
    ObjectNode schema = GENERATOR.generateSchema(type);
    schema.put("title", EventTypes.nameOf(type));
    return schema;
  }

  static JsonNode asyncApi() {
    ObjectNode document = JSON.createObjectNode();
    document.put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Podspan events")
        .put("version", "1")
        .put(
            "description",
            "CloudEvents 1.0 over Kafka in binary mode: attributes are ce_* headers, the value is the event as JSON,"
                + " the key its subject. Delivery is at least once; ce_id tells a repetition."
                + " Where a caller's request made the event, ce_requestedby has the caller's name.");
    document.put("defaultContentType", "application/json");
    ObjectNode channels = document.putObject("channels");
    ObjectNode messages = document.putObject("components").putObject("messages");
    ObjectNode operations = document.putObject("operations");
    for (Topic topic : Topic.values()) {
      describe(topic, channels, messages, operations);
    }
    return document;
  }

  private static void describe(
      Topic topic, ObjectNode channels, ObjectNode messages, ObjectNode operations) {
    String name = topic.name().toLowerCase(java.util.Locale.ROOT);
    ObjectNode channel = channels.putObject(name).put("address", topic.topicName());
    channel
        .putObject("bindings")
        .putObject("kafka")
        .put("partitions", Topic.PARTITIONS)
        .putObject("topicConfiguration")
        .putArray("cleanup.policy")
        .add(topic.compacted() ? "compact" : "delete");
    ObjectNode carried = channel.putObject("messages");
    EventTypes.all().entrySet().stream()
        .filter(type -> topic.carries().isAssignableFrom(type.getValue()))
        .forEach(
            type -> {
              carried
                  .putObject(type.getKey())
                  .put("$ref", "#/components/messages/" + type.getKey());
              ObjectNode message = messages.putObject(type.getKey());
              message.put("name", type.getKey());
              message.put("title", type.getValue().getSimpleName());
              message.putObject("payload").put("$ref", "schemas/" + type.getKey() + ".json");
            });
    operations
        .putObject("receive-" + name)
        .put("action", "receive")
        .putObject("channel")
        .put("$ref", "#/channels/" + name);
  }
}
