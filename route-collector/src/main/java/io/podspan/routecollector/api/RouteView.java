package io.podspan.routecollector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route to pods of another cluster, as the nodes have it that should.
 *
 * @param nextHop the address of the node that it leads to
 * @param nodes how many nodes should have it
 * @param installed how many of them have it in their kernel
 * @param missing how many lack it
 * @param unknown of how many that could not be read
 * @param on the nodes that do not have it, or all of them when one prefix was asked for
 */
public record RouteView(
    String prefix,
    String nextHop,
    int nodes,
    int installed,
    int missing,
    int unknown,
    List<OnNode> on) {

  /**
   * A route on a node.
   *
   * @param rib the next hops that the router has for the prefix
   * @param fib the gateways that the kernel has for it
   * @param verdict {@code installed}, {@code missing in RIB}, {@code missing in FIB}, {@code
   *     unknown}
   * @param code of the cause when it is missing, otherwise empty
   * @param why the cause in words, otherwise empty
   * @param nextStep what to do about it, otherwise empty
   * @param source how the router's table is known: {@code exec}, {@code stream} or {@code bmp}
   * @param ageSeconds how long ago it was so, absent when that is not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OnNode(
      String cluster,
      String node,
      List<String> rib,
      List<String> fib,
      String verdict,
      String code,
      String why,
      String nextStep,
      String source,
      @Nullable Long ageSeconds) {
    static OnNode of(NodeDetail detail, NodeDetail.ExpectedRoute route, Instant now) {
      NodeSummary node = detail.summary();
      Provenance from = detail.ribFrom(now);
      return new OnNode(
          node.cluster(),
          node.node(),
          route.rib(),
          route.fib(),
          route.verdict(),
          route.cause() == null ? "" : route.cause().code(),
          route.why(),
          route.nextStep(),
          from.source(),
          from.ageSeconds());
    }

    boolean installed() {
      return verdict.equals("installed");
    }

    boolean unknown() {
      return verdict.equals("unknown");
    }
  }
}
