package io.podspan.console.why;

import io.podspan.addresses.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who own what is true now. Each method waits for its answer within a bound, and never
 * throws: an owner that does not answer is {@link Answer.Silent}. Safe for all threads.
 */
public interface Owners {

  /** What an end stands for. */
  Answer<Resolved> resolve(End end);

  /**
   * Has something measured between two ends, in one direction.
   *
   * @param kinds {@code icmp}, {@code mtu}, {@code source}
   */
  Answer<Measurement> measure(End from, End to, List<String> kinds);

  /**
   * Has a node looked at.
   *
   * @param destination where packets go
   * @param source where they come from, null when that is not known
   * @param pod the pod on this node that sends or is sent them, null when that is not known
   */
  Answer<Checked> check(
      String cluster,
      String node,
      IpAddress destination,
      @Nullable IpAddress source,
      @Nullable IpAddress pod);

  /** What a reflector did with a route. */
  Answer<Reflected> reflected(RouteInDoubt route);
}
