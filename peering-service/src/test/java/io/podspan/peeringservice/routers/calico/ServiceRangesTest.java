package io.podspan.peeringservice.routers.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who asked for which ClusterIPs, and what goes with the last of them. */
class ServiceRangesTest {
  private static final List<Prefix> SERVICES = Samples.cidrs("10.96.0.0/12");
  private static final Object RANGE = Map.of("cidr", "10.96.0.0/12");
  private static final Object THEIRS = Map.of("cidr", "10.7.0.0/16");

  private static ServiceRanges of(List<Object> ranges) {
    return new ServiceRanges(true, ranges, List.of(), List.of(), false);
  }

  @Test
  void aRangeComesWithTheFirstAndGoesWithTheLastThatAsks() {
    ServiceRanges before = of(List.of(THEIRS));
    ServiceRanges one = before.askedBy("asia", SERVICES);
    assertThat(one.ranges()).containsExactly(THEIRS, RANGE);
    assertThat(one.annotations())
        .containsEntry(ServiceRanges.ASKED_BY, "asia")
        .containsEntry(ServiceRanges.ADDED, "10.96.0.0/12");
    ServiceRanges two = one.askedBy("world", SERVICES);
    assertThat(two.ranges()).isEqualTo(one.ranges());
    assertThat(two.without("asia").ranges()).isEqualTo(one.ranges());
    assertThat(two.without("asia").without("world")).isEqualTo(before);
    assertThat(two.without("world").without("asia")).isEqualTo(before);
  }

  @Test
  void askingTwiceIsAskingOnce() {
    ServiceRanges one = of(List.of()).askedBy("asia", SERVICES);
    assertThat(one.askedBy("asia", SERVICES)).isEqualTo(one);
    assertThat(one.without("asia").without("asia")).isEqualTo(one.without("asia"));
  }

  @Test
  void whatItsOwnerAnnouncesIsLeftToHim() {
    ServiceRanges owned = of(List.of(Map.of("cidr", "10.96.0.0/11")));
    assertThat(owned.askedBy("asia", SERVICES)).isEqualTo(owned);
    assertThat(owned.without("asia")).isEqualTo(owned);
  }

  @Test
  void ofTwoFamiliesOnlyTheMissingOneComesAndGoes() {
    ServiceRanges owned = of(List.of(RANGE));
    List<Prefix> both = Samples.cidrs("10.96.0.0/12", "fd00:96::/108");
    ServiceRanges asked = owned.askedBy("asia", both);
    assertThat(asked.added()).containsExactly("fd00:96::/108");
    assertThat(asked.without("asia")).isEqualTo(owned);
  }

  @Test
  void anObjectThatCameForUsGoesWithTheLast() {
    ServiceRanges asked = ServiceRanges.NONE.askedBy("asia", SERVICES);
    assertThat(asked.made()).isTrue();
    assertThat(asked.without("asia")).isEqualTo(ServiceRanges.NONE);
  }

  @Test
  void aRangeThatSomebodyTookAwayComesAgain() {
    ServiceRanges asked = of(List.of(THEIRS)).askedBy("asia", SERVICES);
    ServiceRanges edited =
        new ServiceRanges(true, List.of(THEIRS), asked.askedBy(), asked.added(), false);
    assertThat(edited.askedBy("asia", SERVICES)).isEqualTo(asked);
  }

  @Test
  void aHostileRangeIsShownInOneShortLine() {
    assertThat(of(List.of(Map.of("cidr", "10\n".repeat(200)))).shown())
        .allMatch(line -> line.length() < 140 && !line.contains("\n"));
  }
}
