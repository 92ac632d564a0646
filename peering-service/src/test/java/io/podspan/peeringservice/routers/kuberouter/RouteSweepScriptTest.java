package io.podspan.peeringservice.routers.kuberouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.LeftRoutes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteSweepScriptTest {
  @Test
  void selectsRoutesWithinPrefixesAndByWayOfReflectors() {
    String[] command =
        RouteSweepScript.command(
            new LeftRoutes(
                Samples.cidrs("10.2.0.0/16", "fd00:2::/64"), List.of("192.0.2.1", "2001:db8::1")));

    assertThat(Arrays.asList(command).subList(4, command.length))
        .containsExactly(
            "-4",
            "root",
            "10.2.0.0/16",
            "-6",
            "root",
            "fd00:2::/64",
            "-4",
            "via",
            "192.0.2.1",
            "-6",
            "via",
            "2001:db8::1");
  }
}
