package io.podspan.cli.demo;

import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.ProbeEvent;
import io.podspan.events.RibEvent;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells the steps of the demo as their events arrive, in the console's sentences, and keeps what
 * they add up to. The stream's thread calls it, the demo's thread asks it.
 */
public final class Narrator {
  private static final int REMEMBERED = 20;

  /** A terminal shows this in two lines at most. The console shows the whole. */
  private static final int WIDEST = 170;

  private final Consumer<String> say;
  private final Map<String, ProbeEvent.Reachability> pairs = new HashMap<>();
  private final Set<String> sessions = new HashSet<>();
  private final Set<String> routed = new HashSet<>();
  private final Deque<String> last = new ArrayDeque<>();
  private final Semaphore bell = new Semaphore(0);
  private Optional<String> failure = Optional.empty();

  public Narrator(Consumer<String> say) {
    this.say = say;
  }

  /**
   * @param sentence what the event says, from the console
   */
  public synchronized void on(Event event, String sentence) {
    remember(sentence);
    if (worthTelling(event, sentence)) {
      say.accept(sentence.length() <= WIDEST ? sentence : sentence.substring(0, WIDEST) + " ...");
    }
    bell.release();
  }

  /** Pairs of clusters, as {@code paris/london}, whose pods all reach each other. */
  public synchronized long reachablePairs() {
    return pairs.values().stream().filter(ProbeEvent.Reachability.REACHABLE::equals).count();
  }

  /** Addresses of the peers whose session is up at the reflector's end. */
  public synchronized Set<String> sessions() {
    return Set.copyOf(sessions);
  }

  /** Nodes, as {@code paris/paris-n1}, whose kernel has all expected routes. */
  public synchronized Set<String> routed() {
    return Set.copyOf(routed);
  }

  /** The sentence of a failure that ends the demo. */
  public synchronized Optional<String> failure() {
    return failure;
  }

  /** The last sentences, oldest first, told or not. */
  synchronized List<String> last() {
    return List.copyOf(last);
  }

  /** Waits for the next event, but not longer than that. */
  public void awaitEvent(long millis) throws InterruptedException {
    if (bell.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      bell.drainPermits();
    }
  }

  private void remember(String sentence) {
    if (last.size() == REMEMBERED) {
      last.removeFirst();
    }
    last.addLast(sentence);
  }

  /** Steps are told. Events that only repeat or count are not. */
  private boolean worthTelling(Event event, String sentence) {
    return switch (event) {
      case IntentEvent.InterconnectConditionsChanged _,
          IntentEvent.ReflectorConditionsChanged _,
          IntentEvent.IntentCompleted _ ->
          false;
      case IntentEvent _ -> true;
      case RolloutEvent rollout -> follow(rollout, sentence);
      case SessionEvent session -> follow(session);
      case RibEvent _ -> false;
      case RouteEvent route -> follow(route);
      case ProbeEvent probe -> follow(probe);
    };
  }

  private boolean follow(RolloutEvent event, String sentence) {
    return switch (event) {
      case RolloutEvent.RolloutFailed _, RolloutEvent.RolledBack _ -> {
        failure = Optional.of(sentence);
        yield true;
      }
      case RolloutEvent.RolloutStarted _ -> false;
      case RolloutEvent _ -> true;
    };
  }

  private boolean follow(SessionEvent event) {
    switch (event) {
      case SessionEvent.SessionEstablished e -> sessions.add(e.peer().address());
      case SessionEvent.SessionLost e -> sessions.remove(e.peer().address());
      case SessionEvent _ -> {}
    }
    return true;
  }

  private boolean follow(RouteEvent event) {
    return switch (event) {
      case RouteEvent.NodeRoutesChanged e
          when e.expected() > 0 && e.missing() + e.notJudged() == 0 ->
          routed.add(e.subject());
      case RouteEvent.NodeRoutesChanged e -> {
        routed.remove(e.subject());
        yield false;
      }
      case RouteEvent _ -> false;
    };
  }

  private boolean follow(ProbeEvent event) {
    return switch (event) {
      case ProbeEvent.ReachabilityChanged e -> {
        pairs.put(e.subject(), e.now());
        yield true;
      }
      case ProbeEvent.ProbeRound e -> {
        if (e.pairs() > 0 && e.reachable() == e.pairs()) {
          pairs.put(e.subject(), ProbeEvent.Reachability.REACHABLE);
        }
        yield false;
      }
      case ProbeEvent.SourceMeasured _ -> true;
    };
  }
}
