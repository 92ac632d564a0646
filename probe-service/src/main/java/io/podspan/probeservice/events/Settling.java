package io.podspan.probeservice.events;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Many hints about one cluster in a short time become one trigger. May be used by many threads. */
final class Settling {
  private final Executor afterSettling;
  private final Consumer<String> trigger;
  private final Set<String> settling = ConcurrentHashMap.newKeySet();

  /**
   * @param afterSettling runs a task a short time later
   * @param trigger told each cluster once the time has passed
   */
  Settling(Executor afterSettling, Consumer<String> trigger) {
    this.afterSettling = afterSettling;
    this.trigger = trigger;
  }

  /** Triggers this cluster shortly, once for all calls until then. */
  void hint(String cluster) {
    if (settling.add(cluster)) {
      afterSettling.execute(
          () -> {
            settling.remove(cluster);
            trigger.accept(cluster);
          });
    }
  }
}
