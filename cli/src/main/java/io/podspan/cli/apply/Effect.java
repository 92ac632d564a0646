package io.podspan.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.objects.ObjectDocument;
import io.podspan.cli.objects.PeeringObjects.Stored;
import java.util.Locale;
import java.util.Optional;

/** What became of an object, in the words of kubectl. */
public enum Effect {
  CREATED,
  CONFIGURED,
  UNCHANGED;

  /**
   * @param before what there was
   * @param after the object as it is now
   */
  static Effect of(Optional<Stored> before, JsonNode after) {
    return before
        .map(
            stored ->
                ObjectDocument.spec(stored.kind(), stored.body())
                        .equals(ObjectDocument.spec(stored.kind(), after))
                    ? UNCHANGED
                    : CONFIGURED)
        .orElse(CREATED);
  }

  /** What would become of it. */
  public static Effect of(Checked.WouldBe would) {
    return of(would.before(), would.would());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
