package io.podspan.routecollector.kubernetes;

import io.podspan.routecollector.kernel.RuleOutput.Rule;
import io.podspan.routecollector.route.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Rules of kernels change seldom, and asking costs as much as for the routes: they are asked for
 * once a minute. May be used by many threads.
 */
final class KeptRules {
  static final Duration LIFE = Duration.ofMinutes(1);

  private record Kept(Answer<List<Rule>> rules, long at) {}

  private final Map<String, Kept> byRouter = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  KeptRules(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * The rules of a node.
   *
   * @param router names its running router, so that a restart asks again
   */
  Answer<List<Rule>> of(String router, Supplier<Answer<List<Rule>>> question) {
    Kept kept = byRouter.get(router);
    if (kept != null && isYoung(kept)) {
      return kept.rules();
    }
    Answer<List<Rule>> asked = question.get();
    byRouter.values().removeIf(old -> !isYoung(old));
    byRouter.put(router, new Kept(asked, nanoTime.getAsLong()));
    return asked;
  }

  /** They are asked for again. */
  void forget(String router) {
    byRouter.remove(router);
  }

  private boolean isYoung(Kept kept) {
    return nanoTime.getAsLong() - kept.at() < LIFE.toNanos();
  }
}
