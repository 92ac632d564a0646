package io.podspan.clusteraccess;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds each answer of an API server by bytes and by time, while it arrives: nothing of the rest
 * is read. The client would hold a body of any length, and wait for one that drips.
 */
final class AnswerBound implements Interceptor {
  static final String NAME = "podspan-answer-bound";

  /** The largest object that etcd takes by default has 1.5 MiB. */
  static final int LARGEST = 4 << 20;

  static final Duration LONGEST = Duration.ofSeconds(30);

  private final long longestNanos;
  private final LongSupplier nanoTime;

  AnswerBound() {
    this(LONGEST, System::nanoTime);
  }

  AnswerBound(Duration longest, LongSupplier nanoTime) {
    this.longestNanos = longest.toNanos();
    this.nanoTime = nanoTime;
  }

  /** Called by the thread that requests, before it does. */
  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    String query = request.uri().getQuery();
    boolean watch = query != null && query.contains("watch=true");
    return watch
        ? new Lines(consumer)
        : new Whole(consumer, ObjectList.meter(), nanoTime.getAsLong() + longestNanos);
  }

  /** One body. Belongs to the connection's event loop. */
  private abstract static class Bounded implements AsyncBody.Consumer<List<ByteBuffer>> {
    private final AsyncBody.Consumer<List<ByteBuffer>> inner;
    long bytes;

    Bounded(AsyncBody.Consumer<List<ByteBuffer>> inner) {
      this.inner = inner;
    }

    @Override
    public void consume(List<ByteBuffer> value, AsyncBody body) throws Exception {
      try {
        check(value);
      } catch (TooMuchException e) {
        // First of all; ending the connection would complete it with words about that.
        body.done().completeExceptionally(e);
        throw e;
      }
      inner.consume(value, body);
    }

    private void check(List<ByteBuffer> value) throws TooMuchException {
      for (ByteBuffer part : value) {
        count(part);
      }
      if (bytes > LARGEST) {
        throw new TooMuchException(
            "the API server answers with more than " + (LARGEST >> 20) + " MiB to one request");
      }
    }

    abstract void count(ByteBuffer part) throws TooMuchException;

    @Override
    public <U> U unwrap(Class<U> target) {
      return inner.unwrap(target);
    }
  }

  private final class Whole extends Bounded {
    private final ObjectList.@Nullable Meter meter;
    private final long deadline;

    Whole(
        AsyncBody.Consumer<List<ByteBuffer>> inner,
        ObjectList.@Nullable Meter meter,
        long deadline) {
      super(inner);
      this.meter = meter;
      this.deadline = deadline;
    }

    @Override
    void count(ByteBuffer part) throws TooMuchException {
      bytes += part.remaining();
      if (meter != null) {
        meter.count(part.remaining());
      }
      if (nanoTime.getAsLong() - deadline > 0) {
        throw new TooMuchException(
            "the API server has not ended its answer after "
                + Duration.ofNanos(longestNanos).toSeconds()
                + " s");
      }
    }
  }

  /** A watch, which goes on: each line of it counts alone. */
  private static final class Lines extends Bounded {
    Lines(AsyncBody.Consumer<List<ByteBuffer>> inner) {
      super(inner);
    }

    @Override
    void count(ByteBuffer part) {
      for (int at = part.position(); at < part.limit(); at++) {
        bytes = part.get(at) == '\n' ? 0 : bytes + 1;
      }
    }
  }
}
