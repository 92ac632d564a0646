package io.podspan.lab.router;

import java.util.concurrent.CompletableFuture;

/** A running router daemon of one node: the main process of a container. */
public sealed interface Router permits GobgpRouter, BirdRouter, CiliumRouter {
  /** Its process. Commands of {@code exec} run in its namespaces. */
  long pid();

  /** What commands of {@code exec} call a program by that only its container has. */
  default String program(String name) {
    return name;
  }

  /** Completes with the exit code after its end and clean-up. */
  CompletableFuture<Integer> ended();

  /** Asks it to stop, as a kubelet does first. */
  void terminate();

  /** Kills it. */
  void kill();
}
