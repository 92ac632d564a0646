package io.podspan.cli.fleet;

import io.podspan.lab.api.ApiServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Holds one request up on its way, and counts those that overtake it. */
final class HeldUp implements ApiServer.Delay {
  private final CompletableFuture<Void> released = new CompletableFuture<>();
  private final AtomicInteger others = new AtomicInteger();
  private @Nullable String wanted;
  private @Nullable String held;

  private static String text(String method, String resource) {
    return method + " " + resource;
  }

  /** The next one of this kind. */
  synchronized void next(String method, String resource) {
    wanted = text(method, resource);
  }

  synchronized boolean holds(String method, String resource) {
    return text(method, resource).equals(held);
  }

  /** How many changes of its kind came after the one that is held. */
  int others() {
    return others.get();
  }

  void release() {
    released.complete(null);
  }

  boolean answered() {
    return released.isDone();
  }

  @Override
  public synchronized CompletionStage<?> until(String method, String resource, String name) {
    String request = text(method, resource);
    if (held == null && request.equals(wanted)) {
      held = request;
      return released;
    }
    if (request.equals(held)) {
      others.incrementAndGet();
    }
    return CompletableFuture.completedFuture(null);
  }
}
