package io.podspan.console.problem;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cause and what comes of it.
 *
 * @param kind what the cause is about
 * @param subject which one of these: {@code paris}, {@code paris/paris-1}
 * @param state whether something is broken, or could not be found out
 * @param since when its first symptom began
 * @param sentence what is wrong and why
 * @param consequences what else comes of it, null when nothing does
 * @param toDo what to do, null when that is not known
 * @param code the code of the reason, null when there is none
 * @param nodes the nodes that it touches, as {@code cluster/node}, the first {@link #MOST_NODES}
 * @param counts how many symptoms of each sort it has
 * @param evidence its symptoms in words, the oldest {@link #MOST_EVIDENCE}
 */
public record Problem(
    Kind kind,
    String subject,
    State state,
    Instant since,
    String sentence,
    @Nullable String consequences,
    @Nullable String toDo,
    @Nullable String code,
    List<String> nodes,
    Counts counts,
    List<Evidence> evidence) {
  /**
   * The code of a reflector that is not there, as services are told; its sessions may look well.
   */
  public static final String REFLECTOR_AWAY = "reflector-away";

  static final int MOST_NODES = 32;
  static final int MOST_EVIDENCE = 16;

  /** What is known. */
  public enum State {
    /** Something is broken. */
    BROKEN,
    /** It could not be found out whether something is broken. */
    UNKNOWN
  }

  /**
   * How many symptoms there are.
   *
   * @param nodes nodes that cannot be read
   * @param sessions sessions that are down or stalled
   * @param routes missing routes
   * @param pairs ordered pairs of nodes whose pods do not reach each other
   */
  public record Counts(int nodes, int sessions, int routes, int pairs) {}

  /** A symptom in words. */
  public record Evidence(Instant since, String text) {}
}
