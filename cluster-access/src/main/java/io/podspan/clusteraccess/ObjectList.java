package io.podspan.clusteraccess;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of an API server page by page, and keeps of each object what the caller uses. A list
 * that has too many objects, bytes or characters to keep, or takes too long, is an error of that
 * cluster, and costs no more memory than that.
 *
 * <p>A page that is too large is asked for again with fewer objects. A list that changed so much
 * that the server cannot go on (410) is read again from its beginning, once.
 */
public final class ObjectList {
  /** With what a Node or a Pod has, such a page is far below the bounds of one answer. */
  static final long PAGE = 50;

  static final int MOST_OBJECTS = 20_000;
  static final long MOST_BYTES = 128L << 20;

  /** Characters of what is kept. */
  static final long MOST_KEPT = 16L << 20;

  static final Duration LONGEST = Duration.ofSeconds(60);

  private static final int GONE = 410;

  /** The requests of a thread count for the list that it reads. */
  private static final ScopedValue<Meter> METER = ScopedValue.newInstance();

  private ObjectList() {}

  /**
   * Keeps of each object what the function makes of it.
   *
   * @param keep null leaves the object out
   * @param weight the characters that are kept of an object
   * @throws KubernetesClientException when it cannot be read, or not within the bounds
   */
  public static <T extends HasMetadata, L extends KubernetesResourceList<T>, R> List<R> read(
      Listable<L> objects, Function<T, @Nullable R> keep, ToLongFunction<R> weight) {
    Reading<T, L, R> reading = new Reading<>(objects, keep, weight, MOST_BYTES, LONGEST);
    return reading.all();
  }

  /**
   * The same for the first objects of a list; the rest is not read.
   *
   * @param most how many are looked at
   */
  public static <T extends HasMetadata, L extends KubernetesResourceList<T>, R> List<R> first(
      Listable<L> objects, int most, Function<T, @Nullable R> keep, ToLongFunction<R> weight) {
    Reading<T, L, R> reading = new Reading<>(objects, keep, weight, MOST_BYTES, LONGEST);
    return reading.first(most);
  }

  /** Keeps the objects, without who changed them when; for lists of some hundred. */
  public static <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> whole(
      Listable<L> objects) {
    Reading<T, L, T> reading =
        new Reading<>(objects, ObjectList::withoutHistory, _ -> 0, MOST_KEPT, LONGEST);
    return reading.all();
  }

  private static <T extends HasMetadata> T withoutHistory(T object) {
    object.getMetadata().setManagedFields(null);
    return object;
  }

  static @Nullable Meter meter() {
    return METER.isBound() ? METER.get() : null;
  }

  /** The bytes of all answers of one list. */
  static final class Meter {
    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    Meter(long most) {
      this.most = most;
    }

    void count(int more) throws TooMuchException {
      if (bytes.addAndGet(more) > most) {
        throw new TooMuchException(
            "the API server lists more than " + (most >> 20) + " MiB of objects of one kind");
      }
    }
  }

  /** One list, read by one thread. */
  static final class Reading<T extends HasMetadata, L extends KubernetesResourceList<T>, R> {
    private final Listable<L> objects;
    private final Function<T, @Nullable R> keep;
    private final ToLongFunction<R> weight;
    private final Meter meter;
    private final Duration longest;
    private final long deadline;
    private final List<R> kept = new ArrayList<>();
    private long seen;
    private long held;
    private long limit = PAGE;
    private long enough = Long.MAX_VALUE;

    Reading(
        Listable<L> objects,
        Function<T, @Nullable R> keep,
        ToLongFunction<R> weight,
        long mostBytes,
        Duration longest) {
      this.objects = objects;
      this.keep = keep;
      this.weight = weight;
      this.meter = new Meter(mostBytes);
      this.longest = longest;
      this.deadline = System.nanoTime() + longest.toNanos();
    }

    List<R> first(int most) {
      enough = most;
      return all();
    }

    List<R> all() {
      try {
        return toTheEnd();
      } catch (KubernetesClientException e) {
        if (e.getCode() != GONE || seen == 0) {
          throw e;
        }
        kept.clear();
        seen = 0;
        held = 0;
        return toTheEnd();
      }
    }

    private List<R> toTheEnd() {
      String next = null;
      do {
        L page = page(next);
        for (T object : page.getItems()) {
          if (seen == enough) {
            break;
          }
          take(object);
        }
        next = page.getMetadata() == null ? null : page.getMetadata().getContinue();
        if (System.nanoTime() - deadline > 0) {
          throw refused(
              "the API server has not ended its list after " + longest.toSeconds() + " s");
        }
      } while (next != null && !next.isEmpty() && seen < enough);
      return kept;
    }

    private L page(@Nullable String from) {
      while (true) {
        ListOptions options = new ListOptionsBuilder().withLimit(limit).withContinue(from).build();
        try {
          return ScopedValue.where(METER, meter).call(() -> objects.list(options));
        } catch (KubernetesClientException e) {
          if (!isTooLarge(e) || limit == 1) {
            throw e;
          }
          limit = Math.max(1, limit / 4);
        }
      }
    }

    private void take(@Nullable T object) {
      if (object == null
          || object.getMetadata() == null
          || object.getMetadata().getName() == null) {
        throw refused("the API server lists an object without a name");
      }
      if (!names(object).allMatch(ObjectName::isPossible)) {
        throw refused("the API server lists an object with a name that no object has");
      }
      seen++;
      if (seen > MOST_OBJECTS) {
        throw refused("the API server lists more than " + MOST_OBJECTS + " objects of one kind");
      }
      R part = keep.apply(object);
      if (part != null) {
        held += weight.applyAsLong(part);
        kept.add(part);
      }
      if (held > MOST_KEPT) {
        throw refused(
            "the API server lists objects with more than "
                + (MOST_KEPT >> 20)
                + " MiB of names,"
                + " labels and annotations");
      }
    }

    /** Those that go on into events, pages and terminals. */
    private static Stream<String> names(HasMetadata object) {
      Stream<String> own =
          Stream.of(object.getMetadata().getName(), object.getMetadata().getNamespace());
      Stream<String> inside =
          object instanceof Pod pod && pod.getSpec() != null
              ? Stream.concat(
                  Stream.of(pod.getSpec().getNodeName()),
                  Objects.requireNonNullElse(pod.getSpec().getContainers(), List.<Container>of())
                      .stream()
                      .map(Container::getName))
              : Stream.empty();
      return Stream.concat(own, inside).filter(Objects::nonNull);
    }

    private static boolean isTooLarge(Throwable fault) {
      for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
        if (cause instanceof TooMuchException || cause instanceof StreamConstraintsException) {
          return true;
        }
      }
      return false;
    }

    private static KubernetesClientException refused(String words) {
      TooMuchException cause = new TooMuchException(words);
      return new KubernetesClientException(words, cause);
    }
  }
}
