package io.podspan.bgpreflector.rib;

import io.podspan.bgpreflector.wire.PathAttributes;
import java.util.HashMap;
import java.util.Map;

/** Makes equal attributes one object, for as long as a path uses them. Owned by the shard loop. */
final class AttributeInterner {
  private static final class Counted {
    private final PathAttributes attributes;
    private int uses;

    private Counted(PathAttributes attributes) {
      this.attributes = attributes;
    }
  }

  private final Map<PathAttributes, Counted> known = new HashMap<>();

  /** The one object for these attributes; counts as a use. */
  PathAttributes acquire(PathAttributes attributes) {
    Counted counted = known.computeIfAbsent(attributes, Counted::new);
    counted.uses++;
    return counted.attributes;
  }

  /** Ends a use. */
  void release(PathAttributes attributes) {
    Counted counted = known.get(attributes);
    if (counted == null) {
      throw new IllegalStateException("released attributes that nobody uses: " + attributes);
    }
    if (--counted.uses == 0) {
      known.remove(attributes);
    }
  }

  int size() {
    return known.size();
  }
}
