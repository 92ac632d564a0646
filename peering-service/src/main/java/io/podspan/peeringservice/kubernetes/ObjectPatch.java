package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON Patch (RFC 6902) of one object. It holds only for the object as it was read: its first
 * operation tests the resource version. Immutable.
 */
public final class ObjectPatch {
  private final List<Map<String, Object>> operations;

  private ObjectPatch(List<Map<String, Object>> operations) {
    this.operations = List.copyOf(operations);
  }

  /** One that does nothing yet. */
  public static ObjectPatch of(HasMetadata read) {
    return new ObjectPatch(List.of())
        .test("/metadata/resourceVersion", read.getMetadata().getResourceVersion());
  }

  public ObjectPatch test(String path, Object value) {
    return with(operation("test", path, value));
  }

  /** Sets the value, whether there is one or not. */
  public ObjectPatch add(String path, Object value) {
    return with(operation("add", path, value));
  }

  private ObjectPatch with(Map<String, Object> operation) {
    List<Map<String, Object>> all = new ArrayList<>(operations);
    all.add(operation);
    return new ObjectPatch(all);
  }

  private static Map<String, Object> operation(String op, String path, Object value) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("op", op);
    operation.put("path", path);
    operation.put("value", value);
    return operation;
  }

  public String json() {
    return Serialization.asJson(operations);
  }

  /** The server keeps what the patch makes of the object. */
  public static PatchContext forGood() {
    return context().build();
  }

  /** The server says what the patch would make of the object, or who would refuse it. */
  public static PatchContext dryRun() {
    return context().withDryRun(List.of("All")).build();
  }

  private static PatchContext.Builder context() {
    return new PatchContext.Builder()
        .withPatchType(PatchType.JSON)
        .withFieldManager(ClusterCalls.FIELD_MANAGER)
        .withFieldValidation("Strict");
  }
}
