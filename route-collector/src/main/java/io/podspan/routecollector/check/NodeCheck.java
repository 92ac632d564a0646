package io.podspan.routecollector.check;

import io.podspan.addresses.IpAddress;
import io.podspan.events.ClusterState;
import io.podspan.events.NodeState;
import io.podspan.events.world.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one look found.
 *
 * @param route the way that the packets take, null when it is not known
 * @param neighbour the next hop, null when the kernel knows none
 * @param macs the hardware addresses of the node's interfaces; empty when they are not known
 * @param findings what is wrong, in the order in which a packet meets it; first what keeps the node
 *     or its router from answering
 * @param unknown what could not be found out
 */
public record NodeCheck(
    @Nullable Route route,
    @Nullable Neighbour neighbour,
    List<String> macs,
    List<Finding> findings,
    List<Unknown> unknown) {

  /** A way, without the words that told it. */
  public record Route(
      Way.Outcome outcome,
      @Nullable String gateway,
      @Nullable String device,
      @Nullable String prefsrc,
      @Nullable Integer mtu) {
    static @Nullable Route of(@Nullable Way way) {
      return way == null
          ? null
          : new Route(way.outcome(), way.gateway(), way.device(), way.prefsrc(), way.mtu());
    }
  }

  /** Looks, and judges what was seen. */
  public static NodeCheck of(NodeLooker looker, World world, ClusterState cluster, Asked asked) {
    Asked whole = comingFrom(world, asked);
    return switch (looker.look(cluster, whole)) {
      case NodeLooker.NotSeen(var findings, var unknown) ->
          new NodeCheck(null, null, List.of(), findings, unknown);
      case NodeLooker.Seen seen -> judged(seen, world, cluster, whole);
    };
  }

  /** Packets of a pod of another node come in from that node. */
  private static Asked comingFrom(World world, Asked asked) {
    IpAddress source = asked.source();
    Optional<Context.Toward> origin =
        source == null ? Optional.empty() : Context.toward(world, source);
    return origin
        .filter(o -> !o.node().name().equals(asked.node()))
        .flatMap(o -> IpAddress.parse(o.node().address()))
        .filter(address -> address.ipv6() == asked.destination().ipv6())
        .map(asked::comingFrom)
        .orElse(asked);
  }

  private static NodeState node(ClusterState cluster, Asked asked) {
    Optional<NodeState> node =
        cluster.nodes().stream().filter(n -> n.name().equals(asked.node())).findFirst();
    return node.orElseThrow(() -> new IllegalArgumentException("no node " + asked.node()));
  }

  private static NodeCheck judged(
      NodeLooker.Seen seen, World world, ClusterState cluster, Asked asked) {
    Evidence evidence = Evidence.of(asked, seen.text());
    Context context =
        new Context(
            node(cluster, asked),
            Context.toward(world, asked.destination()).orElse(null),
            Context.reflector(world, cluster.name(), asked.destination()).orElse(null),
            seen.sessions(),
            seen.before(),
            seen.after());
    Findings.Result result = Findings.of(asked, evidence, context);
    return new NodeCheck(
        Route.of(evidence.way()),
        evidence.neighbour(),
        evidence.macs(),
        Stream.concat(seen.router().stream(), result.findings().stream()).toList(),
        Stream.concat(seen.unknown().stream(), result.unknown().stream()).toList());
  }
}
