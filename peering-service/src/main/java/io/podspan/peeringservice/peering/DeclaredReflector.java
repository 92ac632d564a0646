package io.podspan.peeringservice.peering;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A reflector that was declared for itself. Interconnects may also have one that never was.
 *
 * <p>The name is what counts: an interconnect that has a reflector of this name has this one, with
 * this address, port and AS number. So these stay as they are while an interconnect has it.
 */
public record DeclaredReflector(ReflectorSaid said, Instant declaredAt) {
  public String name() {
    return said.name();
  }

  /** The interconnects that have a reflector of this name, also one that they are giving up. */
  public static List<Interconnect> users(String name, List<Interconnect> all) {
    return all.stream().filter(i -> named(name, i).findAny().isPresent()).toList();
  }

  /**
   * Those whose nodes would have no session with it any more: its place is another one, or it would
   * not take their key. A node has one session with a reflector of one name, so it cannot have the
   * next one beside it.
   */
  public static List<Interconnect> shutOut(
      ReflectorSaid before, ReflectorSaid after, List<Interconnect> all) {
    boolean untouched =
        before.reflector().equals(after.reflector())
            && Objects.equals(before.formerKeyFile(), after.formerKeyFile());
    return untouched
        ? List.of()
        : users(after.name(), all).stream()
            .filter(i -> !named(after.name(), i).allMatch(had -> isTaken(had, before, after)))
            .toList();
  }

  /** Only one of ours takes two keys; where the key is the same, it matters to nobody. */
  private static boolean isTaken(Reflector had, ReflectorSaid before, ReflectorSaid after) {
    boolean ours = before.runsHere() && after.runsHere();
    return after.takes(had) && (ours || had.equals(after.reflector()));
  }

  /** Those of them that have it with another address, port or AS number. */
  public static List<Interconnect> contradicted(Reflector reflector, List<Interconnect> all) {
    return all.stream()
        .filter(i -> named(reflector.name(), i).anyMatch(there -> !there.isSame(reflector)))
        .toList();
  }

  private static Stream<Reflector> named(String name, Interconnect interconnect) {
    return interconnect.peers().stream().filter(r -> r.name().equals(name));
  }
}
