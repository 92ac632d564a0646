package io.podspan.console.why;

import java.util.List;

/**
 * What the owners said to this question.
 *
 * @param from what the one end stands for
 * @param to what the other end stands for
 * @param forth on the way there
 * @param back on the way back
 * @param towards what nodes whose sessions are not well would do with packets to the reflector
 * @param told what reflectors say of routes that nodes lack
 */
public record Live(
    Answer<Resolved> from,
    Answer<Resolved> to,
    Way forth,
    Way back,
    List<Towards> towards,
    List<Told> told) {

  /** What was seen on the node of a session, for packets to its reflector. */
  public record Towards(SilentSession session, Answer<Checked> seen) {}

  /** What a reflector says of a route. */
  public record Told(RouteInDoubt route, Answer<Reflected> said) {}

  /**
   * One direction.
   *
   * @param between the two ends that were measured, for people
   * @param ping whether the target answers
   * @param size which packets pass, and whose source address the target sees
   * @param leaving the node that packets leave
   * @param arriving the node that they come to
   */
  public record Way(
      String between,
      Answer<Measurement> ping,
      Answer<Measurement> size,
      Answer<Checked> leaving,
      Answer<Checked> arriving) {}

  Way way(Direction direction) {
    return switch (direction) {
      case FORTH -> forth;
      case BACK -> back;
    };
  }

  /** What was seen on a node for packets to its reflectors. */
  List<Checked> towards(String cluster, String node) {
    return towards.stream()
        .filter(one -> one.session().cluster().equals(cluster))
        .filter(one -> one.session().node().equals(node))
        .map(Towards::seen)
        .filter(Answer.Said.class::isInstance)
        .map(said -> ((Answer.Said<Checked>) said).value())
        .toList();
  }

  List<Checked> checks() {
    return List.of(forth.leaving(), forth.arriving(), back.leaving(), back.arriving()).stream()
        .filter(Answer.Said.class::isInstance)
        .map(said -> ((Answer.Said<Checked>) said).value())
        .toList();
  }
}
