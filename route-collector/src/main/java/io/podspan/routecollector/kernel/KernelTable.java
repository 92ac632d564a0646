package io.podspan.routecollector.kernel;

import io.podspan.addresses.IpFamily;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.router.Question;
import java.util.List;

/** How to read the main routing table of a node's kernel. */
public final class KernelTable {
  private KernelTable() {}

  /**
   * The routes of one family: in JSON (iproute2 from 4.13), or as text where {@code ip} refuses
   * {@code -j} (older iproute2, BusyBox).
   */
  public static Question<List<KernelRoute>> main(IpFamily family) {
    List<List<String>> commands =
        family == IpFamily.IPV6
            ? List.of(
                List.of("ip", "-6", "-j", "route", "show"), List.of("ip", "-6", "route", "show"))
            : List.of(List.of("ip", "-j", "route", "show"), List.of("ip", "route", "show"));
    return new Question<>(commands, text -> KernelOutput.routes(family, text));
  }
}
