package io.podspan.lab.router;

import java.util.concurrent.CompletableFuture;

/** A running router daemon of one node: the main process of a container. */
public sealed interface Router permits GobgpRouter, BirdRouter {
  /** Its process, in whose namespaces commands of {@code exec} run. */
  long pid();

  /** Completes with the exit code once it ended and what it owned is cleaned up. */
  CompletableFuture<Integer> ended();

  /** Asks it to end, as a kubelet does first. */
  void terminate();

  /** Ends it without asking. */
  void kill();
}
