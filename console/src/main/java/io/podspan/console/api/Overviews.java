package io.podspan.console.api;

import io.podspan.console.journal.Freshness;
import io.podspan.console.journal.FreshnessGauge;
import io.podspan.console.journal.Projection;
import io.podspan.console.journal.Tail;
import io.podspan.console.overview.Overview;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The overview of one event is made once, however many ask for it. */
@ApplicationScoped
public class Overviews {
  private final Tail tail;
  private final FreshnessGauge freshness;
  private final AtomicReference<@Nullable Overview> last = new AtomicReference<>();

  @Inject
  public Overviews(Tail tail, FreshnessGauge freshness) {
    this.tail = tail;
    this.freshness = freshness;
  }

  /** Makes a view of the overview and of the projection that it is of. */
  <T> T read(BiFunction<Overview, Projection, T> view) {
    return tail.read(projection -> view.apply(current(projection), projection));
  }

  private Overview current(Projection projection) {
    Overview known = last.get();
    Freshness journal = freshness.now();
    Overview current =
        known != null && known.sequence() == projection.sequence()
            ? known.with(journal)
            : Overview.of(projection, journal);
    last.set(current);
    return current;
  }
}
