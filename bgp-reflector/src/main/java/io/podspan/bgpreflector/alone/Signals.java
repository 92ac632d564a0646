package io.podspan.bgpreflector.alone;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Requests to the process from outside, one after the other. */
final class Signals {
  /** A thing to do. */
  enum Request {
    RELOAD,
    STATUS,
    STOP
  }

  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  /** From now on signals are requests rather than the process's end. */
  void listen() {
    SignalHandlers.on("HUP", () -> requests.add(Request.RELOAD));
    SignalHandlers.on("USR1", () -> requests.add(Request.STATUS));
    SignalHandlers.on("TERM", () -> requests.add(Request.STOP));
    SignalHandlers.on("INT", () -> requests.add(Request.STOP));
  }

  void add(Request request) {
    requests.add(request);
  }

  /** Waits for a request for so long. */
  Optional<Request> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(requests.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }
}
