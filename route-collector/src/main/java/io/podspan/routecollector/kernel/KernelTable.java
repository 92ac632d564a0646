package io.podspan.routecollector.kernel;

import io.podspan.addresses.IpFamily;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.router.Question;
import java.util.List;

/** How to read the main routing table of a node's kernel, by iproute2 in JSON. */
public final class KernelTable {
  private KernelTable() {}

  /** The routes of one family. */
  public static Question<List<KernelRoute>> main(IpFamily family) {
    List<String> command =
        family == IpFamily.IPV6
            ? List.of("ip", "-6", "-j", "route", "show")
            : List.of("ip", "-j", "route", "show");
    return new Question<>(command, text -> KernelOutput.routes(family, text));
  }
}
