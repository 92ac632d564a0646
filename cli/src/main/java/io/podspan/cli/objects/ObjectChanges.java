package io.podspan.cli.objects;

import io.podspan.cli.api.Api;
import io.podspan.cli.objects.PeeringObjects.Stored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of the objects of a kind is other than at the last look. One thread. */
public final class ObjectChanges {
  private final Kind kind;
  private final boolean rows;
  private final boolean wide;
  private Map<String, String> last = Map.of();

  private ObjectChanges(Kind kind, boolean rows, boolean wide) {
    this.kind = kind;
    this.rows = rows;
    this.wide = wide;
  }

  /**
   * For people: an object has changed when its row has.
   *
   * @param wide with all columns
   */
  public static ObjectChanges ofRows(Kind kind, boolean wide) {
    return new ObjectChanges(kind, true, wide);
  }

  /** An object has changed when any field of it has. */
  public static ObjectChanges ofFields(Kind kind) {
    return new ObjectChanges(kind, false, false);
  }

  /**
   * @param changed those that are new or other ones, as they are now
   * @param gone the names of those that are not there any more
   */
  public record News(List<Stored> changed, List<String> gone) {
    public News {
      changed = List.copyOf(changed);
      gone = List.copyOf(gone);
    }
  }

  /**
   * @param now all that there are
   */
  public News since(List<Stored> now) {
    Map<String, String> looks = new LinkedHashMap<>();
    List<Stored> changed = new ArrayList<>();
    for (Stored stored : now) {
      String look = rows ? row(stored) : stored.body().toString();
      looks.put(stored.name(), look);
      if (!look.equals(last.get(stored.name()))) {
        changed.add(stored);
      }
    }
    List<String> gone = last.keySet().stream().filter(name -> !looks.containsKey(name)).toList();
    last = looks;
    return new News(changed, gone);
  }

  /** Its own row, whose width depends on no other one. */
  private String row(Stored stored) {
    return ObjectView.of(kind).list(Api.JSON.createArrayNode().add(stored.body()), wide);
  }
}
