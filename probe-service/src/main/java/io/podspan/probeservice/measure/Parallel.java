package io.podspan.probeservice.measure;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The same question to several, each on a virtual thread. */
final class Parallel {
  private Parallel() {}

  /**
   * The answer of each key.
   *
   * @param late the answer of those that gave none in time
   * @throws AbandonedException when interrupted; the questions are interrupted too
   */
  static <K, V> Function<K, V> results(
      Collection<K> keys, Function<K, V> question, Duration patience, Function<K, V> late) {
    List<K> ordered = List.copyOf(keys);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<V>> questions =
          ordered.stream().<Callable<V>>map(key -> () -> question.apply(key)).toList();
      List<Future<V>> futures =
          threads.invokeAll(questions, patience.toMillis(), TimeUnit.MILLISECONDS);
      Map<K, V> answers = new HashMap<>();
      for (int i = 0; i < ordered.size(); i++) {
        K key = ordered.get(i);
        answers.put(key, futures.get(i).isCancelled() ? late.apply(key) : futures.get(i).get());
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new AbandonedException();
      }
      return key -> Objects.requireNonNull(answers.get(key), "not asked");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AbandonedException();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed against its contract", e.getCause());
    }
  }
}
