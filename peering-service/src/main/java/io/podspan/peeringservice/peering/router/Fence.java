package io.podspan.peeringservice.peering.router;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether whoever makes a change may still make it. Asked immediately before each request that
 * changes a cluster, so after all that the request was made from was read.
 *
 * <p>Together with the precondition that each write carries this leaves nothing to a replica that
 * stood still: before the question it finds its term over, and after it the other replica's
 * progress has made the precondition false.
 */
public final class Fence {
  private static final ScopedValue<BooleanSupplier> MAY_ACT = ScopedValue.newInstance();

  private Fence() {}

  /** In place of a request that was not sent, because another replica drives the rollout. */
  public static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedException() {
      super("not sent: this replica does not drive the rollouts any more");
    }
  }

  /** What is changed in this work is changed only while this may act. */
  public static <T> T around(BooleanSupplier mayAct, Supplier<T> work) {
    return ScopedValue.where(MAY_ACT, mayAct).call(work::get);
  }

  /**
   * Outside of a fence nothing is refused: preflight's dry runs need none.
   *
   * @throws ClosedException if it may not act any more
   */
  public static void pass() {
    if (MAY_ACT.isBound() && !MAY_ACT.get().getAsBoolean()) {
      throw new ClosedException();
    }
  }

  /** {@link #pass} for other threads that do part of this work. */
  public static Runnable gate() {
    if (!MAY_ACT.isBound()) {
      return () -> {};
    }
    BooleanSupplier mayAct = MAY_ACT.get();
    return () -> around(mayAct, Fence::passed);
  }

  private static boolean passed() {
    pass();
    return true;
  }
}
