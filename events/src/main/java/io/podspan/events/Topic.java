package io.podspan.events;

import java.util.Arrays;
import java.util.Optional;

/** The table of topics: name, what it carries, how it is kept. */
public enum Topic {
  INTENT(Topic.INTENT_NAME, IntentEvent.class, true),
  ROLLOUTS(Topic.ROLLOUTS_NAME, RolloutEvent.class, false),
  SESSIONS(Topic.SESSIONS_NAME, SessionEvent.class, false),
  RIB(Topic.RIB_NAME, RibEvent.class, false),
  ROUTES(Topic.ROUTES_NAME, RouteEvent.class, false),
  PROBES(Topic.PROBES_NAME, ProbeEvent.class, false);

  public static final String INTENT_NAME = "podspan.intent";
  public static final String ROLLOUTS_NAME = "podspan.rollouts";
  public static final String SESSIONS_NAME = "podspan.sessions";
  public static final String RIB_NAME = "podspan.rib";
  public static final String ROUTES_NAME = "podspan.routes";
  public static final String PROBES_NAME = "podspan.probes";

  /** Where records go that no consumer can read; their headers say from where and why. */
  public static final String DEAD_LETTER_NAME = "podspan.dead-letters";

  /** Partitions of every topic: how many instances of one service can share the work at most. */
  public static final int PARTITIONS = 8;

  private final String topicName;
  private final Class<? extends Event> carries;
  private final boolean compacted;

  Topic(String topicName, Class<? extends Event> carries, boolean compacted) {
    this.topicName = topicName;
    this.carries = carries;
    this.compacted = compacted;
  }

  public String topicName() {
    return topicName;
  }

  public Class<? extends Event> carries() {
    return carries;
  }

  /** Whether only the last record of each key is kept: the topic then is the state itself. */
  public boolean compacted() {
    return compacted;
  }

  /** The topic that carries this event. */
  public static Topic of(Event event) {
    return switch (event) {
      case IntentEvent _ -> INTENT;
      case RolloutEvent _ -> ROLLOUTS;
      case SessionEvent _ -> SESSIONS;
      case RibEvent _ -> RIB;
      case RouteEvent _ -> ROUTES;
      case ProbeEvent _ -> PROBES;
    };
  }

  public static Optional<Topic> named(String topicName) {
    return Arrays.stream(values()).filter(topic -> topic.topicName.equals(topicName)).findFirst();
  }
}
