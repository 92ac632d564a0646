package io.podspan.peeringservice.peering.router;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterTraits.OffSubnet;
import java.util.List;
import java.util.Map;

/**
 * A router that says what a test wants to hear.
 *
 * @param ids BGP identifiers by name of the node; the node's address for the others
 * @param refused by every node
 */
public record SaidReading(
    RouterTraits traits, Map<String, Answer<String>> ids, List<Prefix> refused)
    implements RouterReading {
  private static final SaidReading USUAL =
      new SaidReading(
          new RouterTraits(
              new Known<>(OffSubnet.TUNNELLED, "here"),
              new Known<>(false, "here"),
              new Known<>(List.of(), "here"),
              new Known<>(false, "here")),
          Map.of(),
          List.of());

  public static SaidReading offSubnet(OffSubnet fate) {
    RouterTraits t = USUAL.traits();
    return with(
        new RouterTraits(
            new Known<>(fate, "the flag --overlay"),
            t.announcesServices(),
            t.serviceRange(),
            t.needsGracefulReflector()));
  }

  public static SaidReading announcesServices(Answer<Boolean> said) {
    RouterTraits t = USUAL.traits();
    return with(
        new RouterTraits(t.offSubnet(), said, t.serviceRange(), t.needsGracefulReflector()));
  }

  public static SaidReading serviceRange(Answer<List<Prefix>> said) {
    RouterTraits t = USUAL.traits();
    return with(
        new RouterTraits(t.offSubnet(), t.announcesServices(), said, t.needsGracefulReflector()));
  }

  public static SaidReading needsGraceful(Answer<Boolean> said) {
    RouterTraits t = USUAL.traits();
    return with(new RouterTraits(t.offSubnet(), t.announcesServices(), t.serviceRange(), said));
  }

  private static SaidReading with(RouterTraits traits) {
    return new SaidReading(traits, Map.of(), List.of());
  }

  public static SaidReading routerId(String node, String id) {
    return new SaidReading(
        USUAL.traits(), Map.of(node, new Known<>(id, "the flag --router-id")), List.of());
  }

  public static SaidReading unknownRouterId(String node) {
    return new SaidReading(
        USUAL.traits(), Map.of(node, new Unknown<>("the flag cannot be read")), List.of());
  }

  public static SaidReading refusing(Prefix... refused) {
    return new SaidReading(USUAL.traits(), Map.of(), List.of(refused));
  }

  @Override
  public Planning plan(Aim aim) {
    return new FakeReading(List.of("--run-router=true")).plan(aim);
  }

  @Override
  public Answer<String> routerId(Node node) {
    return ids.getOrDefault(node.name(), new Known<>(node.address(), "here"));
  }

  @Override
  public List<Prefix> refusedBy(NodeReading node) {
    return refused;
  }
}
