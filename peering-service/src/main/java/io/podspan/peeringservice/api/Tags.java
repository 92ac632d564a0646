package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Registration;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.servicekit.conditional.ResourceTag;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tags of what is kept. Each field of an intent counts, also one that is added tomorrow. */
final class Tags {
  /** What is no wish of a caller. */
  private static final Set<String> NOT_SET = Set.of("leaving", "name", "revision", "declaredAt");

  /** Fields that bodies call otherwise. */
  private static final Map<String, String> IN_BODIES =
      Map.of(
          "preserveSource", "podSourceAddress", "services", "serviceAddresses", "runsHere", "runs");

  private Tags() {}

  static ResourceTag of(KnownCluster cluster) {
    Registration said = cluster.said();
    return ResourceTag.of(cluster.registeredAt(), fields(said));
  }

  static ResourceTag of(DeclaredReflector reflector) {
    return ResourceTag.of(reflector.declaredAt(), fields(reflector.said()));
  }

  static @Nullable ResourceTag ofReflector(@Nullable DeclaredReflector reflector) {
    return reflector == null ? null : of(reflector);
  }

  static ResourceTag of(Interconnect interconnect) {
    return ResourceTag.of(interconnect.declaredAt(), fields(interconnect));
  }

  static @Nullable ResourceTag ofCluster(@Nullable KnownCluster cluster) {
    return cluster == null ? null : of(cluster);
  }

  static @Nullable ResourceTag ofInterconnect(@Nullable Interconnect interconnect) {
    return interconnect == null ? null : of(interconnect);
  }

  private static SequencedMap<String, String> fields(Record intent) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    for (RecordComponent component : intent.getClass().getRecordComponents()) {
      if (NOT_SET.contains(component.getName())) {
        continue;
      }
      Object value = value(intent, component);
      if (value instanceof RouterWishes wishes) {
        fields.putAll(fields(wishes));
      } else {
        fields.put(IN_BODIES.getOrDefault(component.getName(), component.getName()), shown(value));
      }
    }
    return fields;
  }

  private static @Nullable Object value(Record intent, RecordComponent component) {
    try {
      return component.getAccessor().invoke(intent);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's accessor is public", e);
    }
  }

  private static String shown(@Nullable Object value) {
    return value == null || value.equals(List.of()) ? "" : Objects.toString(value);
  }
}
