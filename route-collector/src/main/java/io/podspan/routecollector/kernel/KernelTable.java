package io.podspan.routecollector.kernel;

import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.router.Question;
import java.util.List;

/** How to read the main routing table of a node's kernel, by iproute2 in JSON. */
public final class KernelTable {
  public static final Question<List<KernelRoute>> MAIN =
      new Question<>(List.of("ip", "-j", "route", "show"), KernelOutput::routes);

  private KernelTable() {}
}
