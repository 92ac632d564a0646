package io.podspan.bgpreflector.reflect;

import static io.podspan.bgpreflector.reflect.EngineFixture.key;
import static io.podspan.bgpreflector.reflect.EngineFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.wire.Frames;
import io.podspan.bgpreflector.reflect.EngineFixture.Member;
import io.podspan.bgpreflector.rib.Paths;
import org.junit.jupiter.api.Test;

/** What a peer may announce no more of, and what does not fit into a message. */
class EngineLimitsTest {
  private static final String BASE = Frames.ORIGIN + Frames.AS_PATH_EMPTY + "400304 c000020b";
  private final EngineFixture fixture = new EngineFixture();

  @Test
  void takesNoMoreThanTheLimitButReplacesWhatItHas() {
    Member paris =
        fixture.join(Paths.client("192.0.2.11", "paris"), policy("10.1.0.0/16", 2), key("paris"));
    paris.announce("10.1.0.0/24", "192.0.2.11");
    paris.announce("10.1.1.0/24", "192.0.2.11");
    paris.announce("10.1.2.0/24", "192.0.2.11");
    paris.announce("10.1.1.0/24", "192.0.2.12");

    assertThat(paris.counters.accepted()).isEqualTo(2);
    assertThat(fixture.told).containsExactly("limit 2", "rejected 10.1.2.0/24 PREFIX_LIMIT");
  }

  @Test
  void beyondTheLimitASessionIsResetWhenThePolicySaysSo() {
    // RFC 4486, section 4.
    PrefixLimit limit = new PrefixLimit(4, 75, PrefixLimit.OnExceeded.RESET, 60);
    Member first =
        fixture.join(Paths.client("192.0.2.11", "paris"), policy("0.0.0.0/0", limit), key("paris"));
    for (int i = 0; i < 6; i++) {
      first.announce("10.1." + i + ".0/24", "192.0.2.11");
    }

    assertThat(fixture.told)
        .containsExactly("near the limit: 3 of 4", "limit 4", "rejected 10.1.4.0/24 PREFIX_LIMIT");
    assertThat(first.output.asked).containsExactly("reset for ipv4-unicast beyond 4");
  }

  @Test
  void routesThatFillAMessageAreWithdrawnFromThoseWhoCannotTakeThem() {
    // RFC 8654, section 5.
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    first.announce("10.1.0.0/24", "192.0.2.11");
    second.hear();
    String unknown = "d0c8 0fd0" + "00".repeat(0xfd0);

    first.announce("10.1.0.0/24", Paths.attributes(BASE + unknown));

    assertThat(second.hear()).containsExactly("withdraw 10.1.0.0/24");
    assertThat(fixture.statistics.value(EngineCounter.ROUTES_TOO_LONG)).isEqualTo(1);
  }
}
