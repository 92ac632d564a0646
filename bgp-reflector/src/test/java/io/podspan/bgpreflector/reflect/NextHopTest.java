package io.podspan.bgpreflector.reflect;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.Frames;
import io.podspan.bgpreflector.reflect.EngineFixture.Member;
import io.podspan.bgpreflector.rib.Paths;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4271, sections 5.1.3 and 6.3. */
class NextHopTest {
  private final EngineFixture fixture = new EngineFixture();

  private Member member(String address) {
    return fixture.join(
        Paths.client(address, "paris"), ImportPolicy.ANY, EngineFixture.key("paris"));
  }

  @ParameterizedTest(name = "{0} from {1}: {2}")
  @CsvSource({
    "127.0.0.1, 192.0.2.11, NEXT_HOP_NOT_USABLE",
    "127.255.255.254, 192.0.2.11, NEXT_HOP_NOT_USABLE",
    "::ffff:127.0.0.1, 192.0.2.11, NEXT_HOP_NOT_USABLE",
    "127.0.0.3, 127.0.0.2, NEXT_HOP_NOT_USABLE",
    "192.0.2.1, 192.0.2.11, NEXT_HOP_IS_OURS",
    "127.0.0.2, 127.0.0.2,",
    "192.0.2.1, 192.0.2.1,",
    "192.0.2.99, 192.0.2.11,",
    "2001:db8::1, 192.0.2.11,"
  })
  void nextHopsThatNobodyCanUseAreRefused(String nextHop, String from, Rejection verdict) {
    NextHops nextHops = new NextHops(Set.of(IpAddress.of("192.0.2.1")));
    RouteSource source = Paths.client(from, "paris");

    assertThat(nextHops.verdict(source, IpAddress.of(nextHop))).isEqualTo(verdict);
  }

  @Test
  void anUnusableNextHopWithdrawsWhatWasThere() {
    Member first = member("192.0.2.11");
    Member second = member("192.0.2.12");
    first.announce("10.1.0.0/24", "192.0.2.11");
    second.hear();

    first.announce("10.1.0.0/24", "127.0.0.1");

    assertThat(second.hear()).containsExactly("withdraw 10.1.0.0/24");
    assertThat(fixture.told).containsExactly("rejected 10.1.0.0/24 NEXT_HOP_NOT_USABLE");
    assertThat(fixture.statistics.rejections()).containsEntry(Rejection.NEXT_HOP_NOT_USABLE, 1L);
  }

  @ParameterizedTest
  @CsvSource({"224.0.0.0/4", "239.1.2.0/24", "224.0.0.251/32", "ff00::/8", "ff02::1/128"})
  void multicastPrefixesAreRefused(String prefix) {
    Member first = member("192.0.2.11");
    Member second = member("192.0.2.12");
    second.hear();
    boolean ipv6 = prefix.contains(":");

    first.announce(
        prefix,
        ipv6
            ? Paths.ipv6Attributes("2001:db8::11", Frames.ORIGIN + Frames.AS_PATH_EMPTY)
            : Paths.via("192.0.2.11"));

    assertThat(second.hear()).isEmpty();
    assertThat(fixture.statistics.rejections()).containsEntry(Rejection.MULTICAST_PREFIX, 1L);
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0/0", "192.0.0.0/2", "223.255.255.0/24", "240.0.0.0/4", "::/0", "fe00::/8"})
  void otherPrefixesAreNot(String prefix) {
    Member first = member("192.0.2.11");

    first.announce(
        prefix,
        prefix.contains(":")
            ? Paths.ipv6Attributes("2001:db8::11", Frames.ORIGIN + Frames.AS_PATH_EMPTY)
            : Paths.via("192.0.2.11"));

    assertThat(fixture.told).isEmpty();
  }

  @Test
  void aRouteIsNotSentToItsOwnNextHopAndToAllOthers() {
    Member source = member("192.0.2.11");
    Member nextHop = member("192.0.2.12");
    Member third = member("192.0.2.13");
    nextHop.hear();
    third.hear();

    source.announce("10.1.0.0/24", "192.0.2.12");
    assertThat(nextHop.hear()).isEmpty();
    assertThat(third.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.12");
    assertThat(fixture.statistics.sizes().groups()).isEqualTo(1);

    source.withdraw("10.1.0.0/24");
    assertThat(nextHop.hear()).isEmpty();
    assertThat(third.hear()).containsExactly("withdraw 10.1.0.0/24");
  }

  @Test
  void aMemberThatBecomesTheNextHopIsToldThatTheRouteIsGone() {
    Member source = member("192.0.2.11");
    Member other = member("192.0.2.12");
    source.announce("10.1.0.0/24", "192.0.2.11");
    assertThat(other.hear()).contains("announce 10.1.0.0/24 via 192.0.2.11");

    source.announce("10.1.0.0/24", "192.0.2.12");
    assertThat(other.hear()).containsExactly("withdraw 10.1.0.0/24");

    source.announce("10.1.0.0/24", "192.0.2.11");
    assertThat(other.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.11");
  }

  @Test
  void aMemberThatJoinsLaterDoesNotHearRoutesViaItself() {
    Member source = member("192.0.2.11");
    source.announce("10.1.0.0/24", "192.0.2.12");
    fixture.settle();

    assertThat(member("192.0.2.12").hear()).containsExactly("end of rib");
    assertThat(member("192.0.2.13").hear())
        .containsExactly("announce 10.1.0.0/24 via 192.0.2.12", "end of rib");
  }
}
