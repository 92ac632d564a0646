package io.podspan.routecollector.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.podspan.events.reason.Reason;
import io.podspan.events.reason.ReasonText;
import io.podspan.routecollector.check.NodeCheck;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a node found.
 *
 * @param at when
 * @param route the way that the packets take; its outcome is UNKNOWN when it could not be read
 * @param neighbour the next hop as the kernel knows it, null when it knows none
 * @param macs the hardware addresses of the node's interfaces, empty when they are not known:
 *     another one that answers for the node's address is another machine's
 * @param findings what is wrong, in the order in which a packet meets it; before it what keeps the
 *     node or its router from answering
 * @param unknown what could not be found out: it may be wrong, or not
 */
public record CheckAnswer(
    String cluster,
    String node,
    Instant at,
    Route route,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Neighbour neighbour,
    List<String> macs,
    List<Found> findings,
    List<NotFound> unknown) {

  /**
   * A way.
   *
   * @param outcome what the kernel does with the packets
   * @param gateway the next hop, absent when the destination is on a subnet of the node
   * @param device the interface
   * @param prefsrc the source that the node's own packets get
   * @param mtu what the kernel has learned of the way, in octets
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Route(
      Outcome outcome,
      @Nullable String gateway,
      @Nullable String device,
      @Nullable String prefsrc,
      @Nullable Integer mtu) {
    static Route of(NodeCheck.@Nullable Route route) {
      return route == null
          ? new Route(Outcome.UNKNOWN, null, null, null, null)
          : new Route(
              Outcome.valueOf(route.outcome().name()),
              route.gateway(),
              route.device(),
              route.prefsrc(),
              route.mtu());
    }
  }

  /** What becomes of the packets. */
  public enum Outcome {
    FORWARDED,
    LOCAL,
    BLACKHOLE,
    PROHIBIT,
    UNREACHABLE,
    NO_ROUTE,
    REVERSE_PATH,
    UNKNOWN
  }

  /**
   * A next hop.
   *
   * @param state as the kernel calls it, {@code REACHABLE}, {@code FAILED}
   * @param mac its hardware address, absent when it is not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Neighbour(String address, String device, String state, @Nullable String mac) {}

  /** Something that is wrong, and the lines that say so. */
  public record Found(Cause reason, List<String> evidence) {}

  /**
   * A reason in words.
   *
   * @param code its name, {@code forward-dropped}
   * @param text what was seen, one clause
   * @param toDo what to do, one sentence or none
   * @param data the reason as a value: what its code says besides
   */
  public record Cause(String code, String text, String toDo, @JsonProperty("data") Reason data) {
    static Cause of(Reason reason) {
      ReasonText text = ReasonText.of(reason);
      return new Cause(reason.code(), text.seen(), text.toDo(), reason);
    }
  }

  /** Something that could not be found out, and why not. */
  public record NotFound(String what, String why) {}

  static CheckAnswer of(String cluster, String node, Instant at, NodeCheck check) {
    var next = check.neighbour();
    return new CheckAnswer(
        cluster,
        node,
        at,
        Route.of(check.route()),
        next == null
            ? null
            : new Neighbour(next.address(), next.device(), next.state(), next.mac()),
        check.macs(),
        check.findings().stream().map(f -> new Found(Cause.of(f.reason()), f.evidence())).toList(),
        check.unknown().stream().map(u -> new NotFound(u.what(), u.why())).toList());
  }
}
