package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Patch (RFC 6902) of one object. Its tests say for which state of the object it holds.
 * Immutable.
 */
public final class ObjectPatch {
  private static final String ANNOTATIONS = "/metadata/annotations";

  private final List<Map<String, @Nullable Object>> operations;

  private ObjectPatch(List<Map<String, @Nullable Object>> operations) {
    this.operations = List.copyOf(operations);
  }

  /** One that does nothing yet, and holds for the object exactly as it was read. */
  public static ObjectPatch of(HasMetadata read) {
    return of(read.getMetadata().getResourceVersion());
  }

  /** The same, for an object that was read with this resource version. */
  public static ObjectPatch of(String version) {
    return new ObjectPatch(List.of()).test("/metadata/resourceVersion", version);
  }

  /**
   * One that does nothing yet. For commands that people run later: its tests are those that are
   * added.
   */
  public static ObjectPatch open() {
    return new ObjectPatch(List.of());
  }

  /** The steps of a path to an element of an object, of which the name may have any characters. */
  public static String path(String object, String name) {
    return object + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /**
   * @param value null: nothing is there
   */
  public ObjectPatch test(String path, @Nullable Object value) {
    return with(operation("test", path, value));
  }

  /** Sets the value, whether there is one or not. */
  public ObjectPatch add(String path, Object value) {
    return with(operation("add", path, value));
  }

  public ObjectPatch remove(String path) {
    Map<String, @Nullable Object> operation = new LinkedHashMap<>();
    operation.put("op", "remove");
    operation.put("path", path);
    return with(operation);
  }

  private ObjectPatch with(Map<String, @Nullable Object> operation) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>(operations);
    all.add(operation);
    return new ObjectPatch(all);
  }

  private static Map<String, @Nullable Object> operation(
      String op, String path, @Nullable Object value) {
    Map<String, @Nullable Object> operation = new LinkedHashMap<>();
    operation.put("op", op);
    operation.put("path", path);
    operation.put("value", value);
    return operation;
  }

  /**
   * Makes these annotations what is wanted if they are as they were read. All others stay as they
   * are.
   *
   * @param bare whether the object had no annotation at all when it was read
   * @param read those of these names that it had
   * @param wanted those that it shall have
   */
  public ObjectPatch annotations(
      boolean bare,
      Collection<String> names,
      Map<String, String> read,
      Map<String, String> wanted) {
    ObjectPatch patch = bare ? test(ANNOTATIONS, null).add(ANNOTATIONS, Map.of()) : this;
    for (String name : names) {
      String path = path(ANNOTATIONS, name);
      String former = read.get(name);
      String next = wanted.get(name);
      patch = patch.test(path, former);
      if (next != null && !next.equals(former)) {
        patch = patch.add(path, next);
      } else if (next == null && former != null) {
        patch = patch.remove(path);
      }
    }
    return patch;
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
