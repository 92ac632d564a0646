package io.podspan.cli.completion;

import io.podspan.cli.objects.Kind;
import java.util.Collections;
import java.util.Iterator;

/**
 * Marks a parameter or an option whose values are names of objects. A script has none of them in
 * it: the shell asks for them while one types.
 */
public abstract sealed class NamesOf implements Iterable<String> {
  private final Kind kind;

  private NamesOf(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  @Override
  public final Iterator<String> iterator() {
    return Collections.emptyIterator();
  }

  /** Names of clusters. */
  public static final class Clusters extends NamesOf {
    public Clusters() {
      super(Kind.CLUSTER);
    }
  }

  /** Names of reflectors. */
  public static final class Reflectors extends NamesOf {
    public Reflectors() {
      super(Kind.REFLECTOR);
    }
  }

  /** Names of interconnects. */
  public static final class Interconnects extends NamesOf {
    public Interconnects() {
      super(Kind.INTERCONNECT);
    }
  }

  /** Ids of rollouts. */
  public static final class Rollouts extends NamesOf {
    public Rollouts() {
      super(Kind.ROLLOUT);
    }
  }
}
