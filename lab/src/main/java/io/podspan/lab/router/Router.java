package io.podspan.lab.router;

import java.util.concurrent.CompletableFuture;

/** A running router daemon of one node: the main process of a container. */
public sealed interface Router permits GobgpRouter, BirdRouter {
  /** Its process. Commands of {@code exec} run in its namespaces. */
  long pid();

  /** Completes with the exit code after its end and clean-up. */
  CompletableFuture<Integer> ended();

  /** Asks it to stop, as a kubelet does first. */
  void terminate();

  /** Kills it. */
  void kill();
}
