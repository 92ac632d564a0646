package io.podspan.servicekit.supervise;

import java.time.Duration;

/** The work of a supervised thread, one turn at a time. */
@FunctionalInterface
public interface Task {

  /**
   * Does one bounded piece of work. It may wait for work, and then returns when it is interrupted
   * or when {@link #stopping} is called.
   *
   * @return the pause before the next turn; {@link SupervisedThread#wake} ends it early
   * @throws Exception any failure: the turn is repeated after a backoff
   */
  Duration turn() throws Exception;

  /** A turn has failed. Drop what the failure may have broken; the next turn makes it again. */
  default void failed(Throwable failure) {}

  /** The thread shall stop. Called by the thread that stops it: make a turn that waits return. */
  default void stopping() {}

  /** After the last turn: finish what must be finished, close what is open. */
  default void ended() throws Exception {}
}
