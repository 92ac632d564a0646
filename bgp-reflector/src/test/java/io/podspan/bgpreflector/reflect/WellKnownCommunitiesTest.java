package io.podspan.bgpreflector.reflect;

import static io.podspan.bgpreflector.reflect.EngineFixture.key;
import static io.podspan.bgpreflector.reflect.EngineFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.wire.Frames;
import io.podspan.bgpreflector.reflect.EngineFixture.Member;
import io.podspan.bgpreflector.rib.Paths;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What well-known communities keep back (RFC 1997, RFC 8326). */
class WellKnownCommunitiesTest {
  private static final String BASE = Frames.ORIGIN + Frames.AS_PATH_EMPTY + "400304 c000020b";
  private final EngineFixture fixture = new EngineFixture();

  @Test
  void noAdvertiseIsToldToNobodyAndReplacesWhatWas() {
    // RFC 1997.
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    first.announce("10.1.0.0/24", "192.0.2.11");
    second.hear();

    first.announce("10.1.0.0/24", Paths.attributes(BASE + "c00804 ffffff02"));

    assertThat(second.hear()).containsExactly("withdraw 10.1.0.0/24");
  }

  @Test
  void noExportStaysInsideTheSystem() {
    // RFC 1997.
    RouteSource.Kind external = RouteSource.Kind.EXTERNAL;
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    Member outside =
        fixture.join(
            Paths.source(external, "192.0.2.13", "192.0.2.13"),
            policy("0.0.0.0/0", 10),
            key(external));
    List.of(second, outside).forEach(Member::hear);

    first.announce("10.1.0.0/24", Paths.attributes(BASE + "c00804 ffffff01"));

    assertThat(second.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.11");
    assertThat(outside.hear()).isEmpty();
  }

  @Test
  void aSenderOutsideThatShutsDownIsTheLastChoice() {
    // RFC 8326, section 4.
    RouteSource.Kind external = RouteSource.Kind.EXTERNAL;
    Member outside =
        fixture.join(
            Paths.source(external, "192.0.2.11", "192.0.2.11"),
            policy("0.0.0.0/0", 10),
            key(external));
    Member client = fixture.client("192.0.2.12", "paris", "paris");
    client.hear();

    outside.announce("10.1.0.0/24", Paths.attributes(BASE + "c00804 ffff0000"));

    client.hear();
    assertThat(client.output.table.get("10.1.0.0/24").localPref()).isZero();
  }
}
