package io.podspan.peeringservice.peering.router;

import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Flags in memory, one per peer. A change's document is the flags before and after. */
public record FakeReading(
    List<String> flags, List<Caution> cautions, List<Violation> obstacles, Optional<Integer> most)
    implements RouterReading {
  private static final String BETWEEN = "|";

  public FakeReading(List<String> flags) {
    this(flags, List.of(), List.of());
  }

  public FakeReading(List<String> flags, List<Caution> cautions, List<Violation> obstacles) {
    this(flags, cautions, obstacles, Optional.empty());
  }

  /** The same, but no more routers than this may be away at once. */
  public FakeReading atMost(int unavailable) {
    return new FakeReading(flags, cautions, obstacles, Optional.of(unavailable));
  }

  @Override
  public Optional<Integer> mostUnavailable(int nodes) {
    return most;
  }

  @Override
  public Planning plan(Aim aim) {
    List<String> wanted = new ArrayList<>(flags);
    aim.unwanted().forEach(r -> wanted.remove("--peer-router-ips=" + r.address()));
    aim.wanted().stream()
        .map(r -> "--peer-router-ips=" + r.address())
        .filter(flag -> !flags.contains(flag))
        .forEach(wanted::add);
    return new Planning.Planned(change(flags, wanted), cautions);
  }

  private static RouterChange change(List<String> former, List<String> wanted) {
    List<String> diff = new ArrayList<>();
    former.stream().filter(f -> !wanted.contains(f)).forEach(f -> diff.add("- " + f));
    wanted.stream().filter(f -> !former.contains(f)).forEach(f -> diff.add("+ " + f));
    return new RouterChange(
        "fake", String.join(" ", former) + BETWEEN + String.join(" ", wanted), diff);
  }

  public static List<String> former(RouterChange change) {
    return flags(change, 0);
  }

  public static List<String> wanted(RouterChange change) {
    return flags(change, 1);
  }

  private static List<String> flags(RouterChange change, int side) {
    return List.of(change.document().split("\\|", -1)[side].split(" "));
  }

  /** All is well. */
  @Override
  public List<RouterNote> notes() {
    return Stream.of(RouterNote.Check.values())
        .map(check -> RouterNote.pass(check, "It was looked at."))
        .toList();
  }

  @Override
  public RouterTraits traits() {
    return new RouterTraits(
        new Known<>(RouterTraits.OffSubnet.TUNNELLED, "here"),
        new Known<>(false, "here"),
        new Known<>(List.of(), "here"),
        new Known<>(false, "here"));
  }

  @Override
  public Answer<String> routerId(Node node) {
    return new Known<>(node.address(), "here");
  }

  @Override
  public List<Violation> obstacles(List<NodeReading> nodes) {
    return obstacles;
  }
}
