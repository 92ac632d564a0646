package io.podspan.console.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Bounds the number of readers of the stream. */
@ApplicationScoped
public class StreamReaders {
  private final Semaphore places;

  @Inject
  public StreamReaders(
      MeterRegistry metrics,
      @ConfigProperty(name = "podspan.stream.max-readers", defaultValue = "200") int maxReaders) {
    this.places = new Semaphore(maxReaders);
    Gauge.builder("podspan_stream_readers", () -> maxReaders - places.availablePermits())
        .description("Present readers of the event stream")
        .register(metrics);
  }

  /**
   * Runs a reader on its own thread until it ends.
   *
   * @param arriving makes the reader; called only if there is a place for it
   */
  void start(Supplier<Runnable> arriving) {
    if (!places.tryAcquire()) {
      throw new ProblemException(
          Problem.of(
              503,
              "too-many-readers",
              "Too many readers",
              "The stream has its largest number of readers.",
              "Try again later, read GET /api/v1/events, or raise podspan.stream.max-readers."));
    }
    try {
      Runnable reader = arriving.get();
      Thread.ofVirtual().name("stream").start(() -> read(reader));
    } catch (RuntimeException e) {
      places.release();
      throw e;
    }
  }

  private void read(Runnable reader) {
    try {
      reader.run();
    } finally {
      places.release();
    }
  }
}
