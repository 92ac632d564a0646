package io.podspan.bgpreflector.reflect;

import static io.podspan.bgpreflector.reflect.EngineFixture.FOUR_OCTETS;
import static io.podspan.bgpreflector.reflect.EngineFixture.key;
import static io.podspan.bgpreflector.reflect.EngineFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Frames;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.reflect.EngineFixture.Member;
import io.podspan.bgpreflector.rib.Paths;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReflectionEngineTest {
  private static final String BASE = Frames.ORIGIN + Frames.AS_PATH_EMPTY + "400304 c000020b";
  private final EngineFixture fixture = new EngineFixture();

  @Test
  void newMembersHearEverythingAndThenEndOfRib() {
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    first.announce("10.1.0.0/24", "192.0.2.11");

    Member second = fixture.client("192.0.2.12", "paris", "paris");

    assertThat(second.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.11", "end of rib");
    assertThat(first.hear()).containsExactly("end of rib");
  }

  @Test
  void endOfRibComesAlsoWhenThereIsNothing() {
    assertThat(fixture.client("192.0.2.11", "paris", "paris").hear()).containsExactly("end of rib");
  }

  @Test
  void reflectsWithOriginatorAndClusterAndNextHopUntouched() {
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    second.hear();
    PathAttributes sent = Paths.attributes(BASE + Frames.LOCAL_PREF + "c00804 fc000001 e06301 07");

    first.announce("10.1.0.0/24", sent);

    assertThat(second.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.11");
    assertThat(second.output.table.get("10.1.0.0/24").encoded(FOUR_OCTETS))
        .isEqualTo(
            Frames.hex(
                BASE
                    + Frames.LOCAL_PREF
                    + "c00804 fc000001 800904 c000020b 800a04 c0000201 e06301 07"));
  }

  @Test
  void nobodyHearsHisOwnRoute() {
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    first.hear();

    first.announce("10.1.0.0/24", "192.0.2.11");
    first.withdraw("10.1.0.0/24");

    assertThat(first.hear()).isEmpty();
  }

  @Test
  void withdrawsFromTheNewSourceWhenTheBestPathMovesToIt() {
    Member first = fixture.client("192.0.2.12", "paris", "paris");
    Member better = fixture.client("192.0.2.11", "paris", "paris");
    Member third = fixture.client("192.0.2.13", "paris", "paris");
    first.announce("10.1.0.0/24", "192.0.2.12");
    assertThat(better.hear()).contains("announce 10.1.0.0/24 via 192.0.2.12");
    third.hear();
    first.hear();

    better.announce("10.1.0.0/24", "192.0.2.11");

    assertThat(better.hear()).containsExactly("withdraw 10.1.0.0/24");
    assertThat(first.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.11");
    assertThat(third.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.11");

    better.withdraw("10.1.0.0/24");

    assertThat(better.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.12");
    assertThat(first.hear()).containsExactly("withdraw 10.1.0.0/24");
    assertThat(third.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.12");
  }

  @Test
  void routesThatAreKeptStayWhileTheirPeerHasNoSession() {
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    first.announce("10.1.0.0/24", "192.0.2.11");
    first.announce("10.1.1.0/24", "192.0.2.11");
    second.hear();

    first.leave(RoutesOnLoss.KEEP_AS_STALE);

    assertThat(second.hear()).isEmpty();
    assertThat(fixture.statistics.sizes().members()).isEqualTo(1);
    fixture.engine.forget(first.source);
    assertThat(second.hear())
        .containsExactlyInAnyOrder("withdraw 10.1.0.0/24", "withdraw 10.1.1.0/24");
  }

  @Test
  void aPeerThatComesBackLosesOnlyWhatItDoesNotAnnounceAgain() {
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    first.announce("10.1.0.0/24", "192.0.2.11");
    first.announce("10.1.1.0/24", "192.0.2.11");
    second.hear();
    first.leave(RoutesOnLoss.KEEP_AS_STALE);
    second.hear();

    Member again =
        fixture.join(
            first.source, EngineFixture.policy("0.0.0.0/0", 1000), EngineFixture.key("paris"));
    again.announce("10.1.0.0/24", "192.0.2.11");
    assertThat(second.hear()).isEmpty();
    assertThat(again.counters.accepted()).isEqualTo(2);
    fixture.engine.refreshEnds(first.source, AddressFamily.IPV4_UNICAST);

    assertThat(second.hear()).containsExactly("withdraw 10.1.1.0/24");
    assertThat(again.counters.accepted()).isEqualTo(1);
    assertThat(again.hear()).containsExactly("end of rib");
  }

  @Test
  void withdrawsEverythingOfASessionThatEnds() {
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    first.announce("10.1.0.0/24", "192.0.2.11");
    first.announce("10.1.1.0/24", "192.0.2.11");
    second.hear();

    first.leave();

    assertThat(second.hear())
        .containsExactlyInAnyOrder("withdraw 10.1.0.0/24", "withdraw 10.1.1.0/24");
    assertThat(second.output.table).isEmpty();
  }

  @Test
  void routesGoOnlyToClustersThatShareAnInterconnect() {
    Member paris = fixture.client("192.0.2.11", "paris", "paris", "london");
    Member london = fixture.client("192.0.2.12", "london", "paris", "london");
    Member tokyo = fixture.client("192.0.2.13", "tokyo", "tokyo");
    london.hear();
    tokyo.hear();

    paris.announce("10.1.0.0/24", "192.0.2.11");

    assertThat(london.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.11");
    assertThat(tokyo.hear()).isEmpty();
  }

  @Test
  void samePrefixOfClustersThatAreNotJoinedDoesNotMix() {
    Member paris = fixture.client("192.0.2.11", "paris", "paris", "london");
    Member london = fixture.client("192.0.2.12", "london", "paris", "london");
    Member tokyo = fixture.client("192.0.2.13", "tokyo", "tokyo", "osaka");
    Member osaka = fixture.client("192.0.2.14", "osaka", "tokyo", "osaka");
    List.of(london, osaka).forEach(Member::hear);

    tokyo.announce("10.1.0.0/24", "192.0.2.13");
    paris.announce("10.1.0.0/24", "192.0.2.11");

    assertThat(london.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.11");
    assertThat(osaka.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.13");
  }

  @ParameterizedTest(name = "from {0} to {1}: {2}")
  @CsvSource({
    "CLIENT, CLIENT, true",
    "CLIENT, NON_CLIENT, true",
    "CLIENT, EXTERNAL, true",
    "NON_CLIENT, CLIENT, true",
    "NON_CLIENT, NON_CLIENT, false",
    "NON_CLIENT, EXTERNAL, true",
    "EXTERNAL, CLIENT, true",
    "EXTERNAL, NON_CLIENT, true",
    "EXTERNAL, EXTERNAL, true"
  })
  void passesOnAsRfc4456Says(RouteSource.Kind from, RouteSource.Kind to, boolean passes) {
    Member sender =
        fixture.join(
            Paths.source(from, "192.0.2.11", "192.0.2.11"), policy("0.0.0.0/0", 10), key(from));
    Member receiver =
        fixture.join(
            Paths.source(to, "192.0.2.12", "192.0.2.12"), policy("0.0.0.0/0", 10), key(to));
    receiver.hear();

    sender.announce("10.1.0.0/24", "192.0.2.11");

    assertThat(receiver.hear())
        .isEqualTo(passes ? List.of("announce 10.1.0.0/24 via 192.0.2.11") : List.of());
  }

  @Test
  void originatesRoutesWithOurEndOfTheSessionAsNextHop() {
    fixture.engine.originate(Set.of(Prefix.of("1.0.0.2/32")));

    Member member = fixture.client("192.0.2.11", "paris", "paris");

    assertThat(member.hear()).containsExactly("announce 1.0.0.2/32 via 192.0.2.1", "end of rib");
    assertThat(member.output.table.get("1.0.0.2/32").isReflected()).isFalse();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400304 c000020b 800904 c0000201                   | ORIGINATOR_IS_US
          400304 c000020b 800904 c0000209 800a04 c0000201   | CLUSTER_LOOP
          400304 c0000263                                   | NEXT_HOP_NOT_ACCEPTED
          """)
  void rejectedUpdatesStillReplaceTheEarlierPath(String rest, Rejection reason) {
    // GoBGP issue 3586: a loop that is only ignored leaves a ghost.
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    first.announce("10.1.0.0/24", "192.0.2.11");
    second.hear();

    first.announce("10.1.0.0/24", Paths.attributes(Frames.ORIGIN + Frames.AS_PATH_EMPTY + rest));

    assertThat(second.hear()).containsExactly("withdraw 10.1.0.0/24");
    assertThat(fixture.told).containsExactly("rejected 10.1.0.0/24 " + reason);
    assertThat(fixture.statistics.rejections()).containsEntry(reason, 1L);
    assertThat(first.counters.rejected()).isEqualTo(1);
    assertThat(first.counters.accepted()).isZero();
  }

  @Test
  void pathsThroughOurOwnSystemAreLoops() {
    Member first = fixture.client("192.0.2.11", "paris", "paris");

    first.announce(
        "10.1.0.0/24", Paths.attributes(Frames.ORIGIN + "400206 0201 0000fc00 400304 c000020b"));

    assertThat(fixture.told).containsExactly("rejected 10.1.0.0/24 AS_LOOP");
  }

  @Test
  void takesOnlyPrefixesInsideThePodCidrs() {
    Member paris =
        fixture.join(Paths.client("192.0.2.11", "paris"), policy("10.1.0.0/16", 10), key("paris"));

    paris.announce("10.1.0.0/16", "192.0.2.11");
    paris.announce("10.1.7.0/24", "192.0.2.11");
    paris.announce("10.0.0.0/8", "192.0.2.11");
    paris.announce("0.0.0.0/0", "192.0.2.11");

    assertThat(paris.counters.accepted()).isEqualTo(2);
    assertThat(fixture.told)
        .containsExactly(
            "rejected 10.0.0.0/8 PREFIX_NOT_ACCEPTED", "rejected 0.0.0.0/0 PREFIX_NOT_ACCEPTED");
  }

  @Test
  void tellsOfARejectedPrefixOnceUntilItIsWithdrawn() {
    Member paris =
        fixture.join(Paths.client("192.0.2.11", "paris"), policy("10.1.0.0/16", 10), key("paris"));
    paris.announce("10.2.0.0/24", "192.0.2.11");
    paris.announce("10.2.0.0/24", "192.0.2.11");
    paris.withdraw("10.2.0.0/24");
    paris.announce("10.2.0.0/24", "192.0.2.11");

    assertThat(fixture.told).hasSize(2);
    assertThat(paris.counters.rejected()).isEqualTo(3);
  }

  @Test
  void otherPodCidrsApplyToWhatIsThere() {
    Member paris =
        fixture.join(Paths.client("192.0.2.11", "paris"), policy("10.1.0.0/16", 10), key("paris"));
    Member other = fixture.client("192.0.2.12", "paris", "paris");
    paris.announce("10.1.0.0/24", "192.0.2.11");
    paris.announce("10.2.0.0/24", "192.0.2.11");
    other.hear();

    fixture.engine.changePolicy(paris.source, policy("10.2.0.0/16", 10), key("paris"));

    assertThat(other.hear()).containsExactly("withdraw 10.1.0.0/24");
    // What was rejected before may be welcome now, and only the peer still has it.
    assertThat(paris.output.asked)
        .containsExactlyInAnyOrder("refresh ipv4-unicast", "refresh ipv6-unicast");
  }

  @Test
  void aSecondInterconnectBringsMoreRoutesWithoutANewSession() {
    Member paris = fixture.client("192.0.2.11", "paris", "paris", "london");
    Member london = fixture.client("192.0.2.12", "london", "paris", "london");
    Member tokyo = fixture.client("192.0.2.13", "tokyo", "tokyo");
    paris.announce("10.1.0.0/24", "192.0.2.11");
    london.announce("10.2.0.0/24", "192.0.2.12");
    tokyo.announce("10.3.0.0/24", "192.0.2.13");
    paris.hear();

    fixture.engine.changePolicy(
        paris.source, policy("0.0.0.0/0", 1000), key("paris", "london", "tokyo"));

    assertThat(paris.hear()).containsExactly("announce 10.3.0.0/24 via 192.0.2.13");

    fixture.engine.changePolicy(paris.source, policy("0.0.0.0/0", 1000), key("paris", "tokyo"));

    assertThat(paris.hear()).containsExactly("withdraw 10.2.0.0/24");
    assertThat(paris.output.table).containsOnlyKeys("10.3.0.0/24");
  }

  @Test
  void repeatsEverythingWhenAskedTo() {
    // RFC 2918, section 4.
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    first.announce("10.1.0.0/24", "192.0.2.11");
    second.hear();

    fixture.engine.refresh(second.source);
    first.announce("10.1.1.0/24", "192.0.2.11");

    assertThat(second.hear())
        .containsExactly(
            "announce 10.1.0.0/24 via 192.0.2.11",
            "announce 10.1.1.0/24 via 192.0.2.11",
            "end of refresh");
  }

  @Test
  void aPrefixBothWithdrawnAndAnnouncedIsAnnounced() {
    // RFC 4271, section 4.3.
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    second.hear();
    Nlri both = Nlri.of(Prefix.of("10.1.0.0/24"));

    fixture.engine.update(
        first.source,
        new Message.Update(
            List.of(new Message.Routes(both.family(), both, Paths.via("192.0.2.11"), both)),
            List.of(),
            null));

    assertThat(second.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.11");
  }

  @Test
  void updatesOfAFormerSessionCountNoMore() {
    Member old = fixture.client("192.0.2.11", "paris", "paris");
    old.leave();
    Member again = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    again.announce("10.1.0.0/24", "192.0.2.11");
    second.hear();

    old.withdraw("10.1.0.0/24");
    old.leave();

    assertThat(second.hear()).isEmpty();
    assertThat(second.output.table).containsOnlyKeys("10.1.0.0/24");
  }

  @Test
  void routesWithEqualAttributesShareMessagesUpToTheLargestSize() {
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    second.hear();
    Prefix[] prefixes = new Prefix[1000];
    for (int i = 0; i < prefixes.length; i++) {
      prefixes[i] = Prefix.ipv4(10 << 24 | i << 8, 24);
    }

    fixture.engine.update(
        first.source, Message.Update.announce(Paths.via("192.0.2.11"), Nlri.of(prefixes)));

    assertThat(second.hear()).hasSize(1000).doesNotHaveDuplicates();
    first.leave();
    assertThat(second.hear()).hasSize(1000).allMatch(line -> line.matches("withdraw [0-9./]+"));
  }

  @Test
  void aSlowMemberHearsTheStateThatThingsCameTo() {
    EngineFixture tight = new EngineFixture(1, 200);
    Member first = tight.client("192.0.2.11", "paris", "paris");
    Member slow = tight.client("192.0.2.12", "paris", "paris");
    Member quick = tight.client("192.0.2.13", "paris", "paris");
    first.announce("10.1.0.0/24", "192.0.2.11");
    List.of(first, slow, quick).forEach(Member::hear);

    for (int i = 0; i < 20; i++) {
      first.announce("10.1." + i + ".0/24", "192.0.2." + (14 + i % 5));
      tight.settle();
      quick.hear();
    }
    first.withdraw("10.1.0.0/24");
    first.announce("10.2.0.0/24", "192.0.2.11");
    tight.settle();
    first.withdraw("10.2.0.0/24");
    tight.settle();
    quick.hear();

    assertThat(tight.statistics.value(EngineCounter.MEMBERS_DETACHED)).isPositive();
    assertThat(slow.hear())
        .noneMatch(line -> line.endsWith("which was not there"))
        .noneMatch(line -> line.contains("10.2.0.0"));
    assertThat(slow.output.table).isEqualTo(quick.output.table).hasSize(19);
    first.announce("10.3.0.0/24", "192.0.2.11");
    assertThat(slow.hear()).containsExactly("announce 10.3.0.0/24 via 192.0.2.11");
  }

  @Test
  void whatAPeerDoesNotAnnounceAgainInARefreshGoes() {
    // RFC 7313, section 4.
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    first.announce("10.1.0.0/24", "192.0.2.11");
    first.announce("10.1.1.0/24", "192.0.2.11");
    first.announce("2001:db8:1::/64", "2001:db8::11");
    second.hear();

    fixture.engine.refreshBegins(first.source, AddressFamily.IPV4_UNICAST);
    first.announce("10.1.0.0/24", "192.0.2.11");
    fixture.engine.refreshEnds(first.source, AddressFamily.IPV4_UNICAST);

    assertThat(second.hear()).containsExactly("withdraw 10.1.1.0/24");
    assertThat(first.counters.accepted()).isEqualTo(2);
  }

  @Test
  void ipv6RoutesGoToThoseWhoTakeThem() {
    Member first = fixture.client("192.0.2.11", "paris", "paris");
    Member second = fixture.client("192.0.2.12", "paris", "paris");
    WireOptions ipv4Only = new WireOptions(true, false, Set.of(AddressFamily.IPV4_UNICAST));
    Member old =
        fixture.join(
            Paths.client("192.0.2.13", "paris"),
            policy("0.0.0.0/0", 10),
            new ExportKey(
                RouteSource.Kind.CLIENT,
                false,
                Set.of("paris"),
                ipv4Only,
                IpAddress.of("192.0.2.1")));
    List.of(second, old).forEach(Member::hear);

    first.announce("2001:db8:1::/64", "2001:db8::11");

    assertThat(second.hear()).containsExactly("announce 2001:db8:1::/64 via 2001:db8::11");
    assertThat(old.hear()).isEmpty();
    first.leave();
    assertThat(second.hear()).containsExactly("withdraw 2001:db8:1::/64");
  }
}
