package io.podspan.peeringservice.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.rollout.NodeTurn;
import io.podspan.peeringservice.peering.rollout.PauseReason;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.strategy.Strategy;
import java.util.List;
import java.util.Locale;

/**
 * The documents in the tables. The nouns know nothing of JSON; which case of a sealed type it is,
 * stands in the member {@code kind}.
 */
final class Json {
  private static final List<Class<?>> SEALED =
      List.of(
          RolloutState.class,
          NodeTurn.class,
          PauseReason.class,
          Strategy.Canary.class,
          Strategy.AfterCanary.class,
          Strategy.Batch.class);

  private static final JsonMapper MAPPER = mapper();

  private Json() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  private interface Kind {}

  /** Prefixes as text. */
  private static final class CidrReader extends FromStringDeserializer<Prefix> {
    private static final long serialVersionUID = 1L;

    CidrReader() {
      super(Prefix.class);
    }

    @Override
    protected Prefix _deserialize(String value, DeserializationContext context) {
      return Prefix.of(value);
    }
  }

  /** Router kinds as text. Rows written before there were drivers have {@code KUBE_ROUTER}. */
  private static final class RouterKindReader extends FromStringDeserializer<RouterKind> {
    private static final long serialVersionUID = 1L;

    RouterKindReader() {
      super(RouterKind.class);
    }

    @Override
    protected RouterKind _deserialize(String value, DeserializationContext context) {
      return new RouterKind(value.toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  private static JsonMapper mapper() {
    SimpleModule values = new SimpleModule();
    values.addSerializer(Prefix.class, ToStringSerializer.instance);
    values.addDeserializer(Prefix.class, new CidrReader());
    values.addSerializer(RouterKind.class, ToStringSerializer.instance);
    values.addDeserializer(RouterKind.class, new RouterKindReader());
    values.addDeserializer(RouterChange.class, new RouterChangeReader());
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(values)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY);
    for (Class<?> sealed : SEALED) {
      builder.addMixIn(sealed, Kind.class);
      for (Class<?> one : sealed.getPermittedSubclasses()) {
        builder.registerSubtypes(new NamedType(one, one.getSimpleName()));
      }
    }
    return builder.build();
  }

  /** As a tree, to be changed before it is read. */
  static ObjectNode tree(String document) {
    try {
      return (ObjectNode) MAPPER.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document that this service did not write", e);
    }
  }

  static ObjectNode tree(Object document) {
    return MAPPER.valueToTree(document);
  }

  static <T> T read(ObjectNode document, Class<T> type) {
    try {
      return MAPPER.treeToValue(document, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document that this service did not write", e);
    }
  }

  static String write(Object document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not writable: " + document.getClass(), e);
    }
  }

  static <T> T read(String document, Class<T> type) {
    try {
      return MAPPER.readValue(document, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document that this service did not write", e);
    }
  }

  static <T> T read(String document, TypeReference<T> type) {
    try {
      return MAPPER.readValue(document, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document that this service did not write", e);
    }
  }
}
