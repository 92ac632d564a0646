package io.podspan.routecollector.route;

import io.podspan.events.RouteEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A route of a kernel's table, or one of the next hops of a route that has several.
 *
 * @param prefix as {@code 10.1.0.0/24}
 * @param nextHop the gateway, null for what is directly connected or goes nowhere
 * @param device the interface, null for what goes nowhere
 * @param kind {@code unicast}, {@code blackhole}, {@code unreachable}, {@code prohibit}
 * @param metric of several routes of a prefix the kernel uses the one with the least
 * @param link what the kernel says of the interface
 * @param shared whether this is one of several next hops that share the packets
 * @param protocol what the kernel says of who set it, as {@code 17}, {@code bird}, {@code kernel};
 *     null when it was not printed
 * @param table its number or name
 */
public record KernelRoute(
    String prefix,
    @Nullable String nextHop,
    @Nullable String device,
    String kind,
    long metric,
    Link link,
    boolean shared,
    @Nullable String protocol,
    String table) {

  /** The table that the kernel asks unless a rule says otherwise. */
  public static final String MAIN = "main";

  /** What {@code ip route} sets unless told otherwise, and does not print. */
  public static final String BY_HAND = "boot";

  /** What becomes of packets that a route sends to its interface. */
  public enum Link {
    /** They go out. */
    UP,
    /** The interface has no carrier: the kernel uses the route, and its packets are lost. */
    NO_CARRIER,
    /** The kernel does not use the route. */
    DEAD
  }

  /** The only route of its prefix, on an interface that is up. */
  public KernelRoute(
      String prefix, @Nullable String nextHop, @Nullable String device, String kind) {
    this(prefix, nextHop, device, kind, 0, Link.UP, false);
  }

  /** In the main table; nobody said who set it. */
  public KernelRoute(
      String prefix,
      @Nullable String nextHop,
      @Nullable String device,
      String kind,
      long metric,
      Link link,
      boolean shared) {
    this(prefix, nextHop, device, kind, metric, link, shared, null, MAIN);
  }

  /** The same, set by this protocol. */
  public KernelRoute by(@Nullable String other) {
    return new KernelRoute(prefix, nextHop, device, kind, metric, link, shared, other, table);
  }

  public boolean unicast() {
    return kind.equals("unicast");
  }

  /** As routers have it, empty when it has no gateway. */
  Optional<RouteEntry> entry() {
    return nextHop == null ? Optional.empty() : Optional.of(new RouteEntry(prefix, nextHop));
  }

  /** Where it leads to, in a word. */
  String hop() {
    return nextHop != null ? nextHop : device != null ? device : kind;
  }

  /** A subnet that the node itself is on. */
  boolean connected() {
    return nextHop == null && device != null && unicast() && !tunnel();
  }

  /** kube-router's overlay: the route names its tunnel to the other node, and no gateway. */
  boolean tunnel() {
    return device != null && device.startsWith("tun-");
  }
}
