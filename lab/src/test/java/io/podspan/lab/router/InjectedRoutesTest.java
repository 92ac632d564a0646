package io.podspan.lab.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.Prefix;
import org.junit.jupiter.api.Test;

class InjectedRoutesTest {
  private final InjectedRoutes routes = new InjectedRoutes(Prefix.of("198.18.0.0/24"));

  @Test
  void aLearnedPathGoesIntoTheKernelWithTheProtocolOfKubeRouter() {
    assertThat(routes.apply(learned("10.2.1.0/24", "198.18.0.21")))
        .containsExactly("route replace 10.2.1.0/24 via 198.18.0.21 proto 17");
  }

  @Test
  void aWithdrawnPathLeavesTheKernel() {
    routes.apply(learned("10.2.1.0/24", "198.18.0.21"));

    assertThat(routes.apply(withdrawn("10.2.1.0/24", "198.18.0.21")))
        .containsExactly("route del 10.2.1.0/24 proto 17");
    assertThat(routes.all()).isEmpty();
  }

  @Test
  void theWithdrawalOfWhatIsNotThereIsNothing() {
    assertThat(routes.apply(withdrawn("10.2.1.0/24", "198.18.0.21"))).isEmpty();
  }

  @Test
  void aNextHopOutsideTheSubnetIsNotInstalled() {
    assertThat(routes.apply(learned("10.2.1.0/24", "203.0.113.1"))).isEmpty();
  }

  @Test
  void aPathThatMovesOutsideTheSubnetIsTakenOut() {
    routes.apply(learned("10.2.1.0/24", "198.18.0.21"));

    assertThat(routes.apply(learned("10.2.1.0/24", "203.0.113.1")))
        .containsExactly("route del 10.2.1.0/24 proto 17");
  }

  @Test
  void theNodesOwnPathIsLeftToTheKernel() {
    assertThat(
            routes.apply(
                """
                [{"nlri":{"prefix":"10.1.1.0/24"},
                  "attrs":[{"type":3,"nexthop":"198.18.0.11"}]}]
                """
                    .strip()))
        .isEmpty();
  }

  @Test
  void aPrefixThatIsNoneIsPassedOver() {
    assertThat(routes.apply(learned("10.2.1.0/24; reboot", "198.18.0.21"))).isEmpty();
  }

  @Test
  void aResyncRepeatsEverythingThatShouldBeThere() {
    routes.apply(learned("10.2.1.0/24", "198.18.0.21"));
    routes.apply(learned("1.0.0.2/32", "198.18.0.1"));

    assertThat(routes.all())
        .containsExactly(
            "route replace 1.0.0.2/32 via 198.18.0.1 proto 17",
            "route replace 10.2.1.0/24 via 198.18.0.21 proto 17");
  }

  private static String learned(String prefix, String nextHop) {
    return path(prefix, nextHop, "");
  }

  private static String withdrawn(String prefix, String nextHop) {
    return path(prefix, nextHop, ",\"withdrawal\":true");
  }

  private static String path(String prefix, String nextHop, String more) {
    return ("[{\"nlri\":{\"prefix\":\"%s\"},\"attrs\":[{\"type\":1,\"value\":2},"
            + "{\"type\":3,\"nexthop\":\"%s\"}],\"neighbor-ip\":\"198.18.0.1\"%s}]")
        .formatted(prefix, nextHop, more);
  }
}
