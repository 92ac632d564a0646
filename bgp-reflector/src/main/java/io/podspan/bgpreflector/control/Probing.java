package io.podspan.bgpreflector.control;

import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.Waiting;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether this system can watch that the peers of sessions answer. Where it cannot, health says so,
 * because then the absence of a stall says nothing.
 *
 * @param possible by the sockets that the engine has
 * @param since when the engine started
 */
record Probing(boolean possible, Instant since) implements Part {

  @Override
  public String name() {
    return "session-probes";
  }

  @Override
  public Optional<Waiting> waiting() {
    return possible
        ? Optional.empty()
        : Optional.of(
            new Waiting(
                "epoll, which this system does not have: a session whose peer ceases to answer is"
                    + " told only when its hold time is over",
                since));
  }
}
