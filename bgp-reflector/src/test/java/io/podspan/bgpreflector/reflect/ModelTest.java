package io.podspan.bgpreflector.reflect;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Frames;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgpreflector.reflect.EngineFixture.Member;
import io.podspan.bgpreflector.rib.Paths;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of joining, leaving, announcing, withdrawing, refreshing, reading slowly and
 * changing policies, against {@link NaiveReflector}: every member ends with the table that the
 * model says; on the way it hears no withdrawal of what it did not have, and nothing of its own.
 * The seed stands in the name; -Dseed= runs one, -Dmodel.seeds= that many.
 */
class ModelTest {
  private static final List<String> CLUSTERS = List.of("paris", "london", "tokyo");
  private static final Set<String> PREFIXES = prefixes();
  private static final int STEPS = 2_500;

  private final NaiveReflector model = new NaiveReflector();
  private final Map<Member, Set<String>> visible = new HashMap<>();
  private final List<Member> members = new ArrayList<>();
  private EngineFixture fixture;
  private Random random;
  private boolean everything;

  private static Set<String> prefixes() {
    Set<String> prefixes = new TreeSet<>(Set.of("10.0.0.0/16", "10.0.0.1/32", "2001:db8::/48"));
    for (int i = 0; i < 12; i++) {
      prefixes.add("10.0." + i + ".0/24");
      prefixes.add("2001:db8:0:" + (i + 1) + "::/64");
    }
    return prefixes;
  }

  static Stream<Arguments> histories() {
    Long one = Long.getLong("seed");
    LongStream seeds =
        one == null
            ? LongStream.rangeClosed(1, Long.getLong("model.seeds", 12))
            : LongStream.of(one);
    return seeds
        .boxed()
        .flatMap(
            seed ->
                Stream.of(
                    Arguments.of(seed, 1, ReflectionEngine.DEFAULT_MAX_LAG, false),
                    Arguments.of(seed, 1, 300L, false),
                    Arguments.of(seed, 1, 300L, true),
                    Arguments.of(seed, 3, 300L, false)));
  }

  @ParameterizedTest(name = "seed {0}, {1} shards, members may lag by {2} octets, see all: {3}")
  @MethodSource("histories")
  void everyMemberEndsWithTheTableOfTheModel(long seed, int shards, long maxLag, boolean all) {
    everything = all;
    random = new Random(seed);
    fixture = new EngineFixture(shards, maxLag);
    for (int i = 0; i < STEPS; i++) {
      step();
      if (random.nextInt(20) == 0) {
        check();
      }
    }
    check();
    List.copyOf(members).forEach(this::leave);
    fixture.settle();
    assertThat(fixture.statistics.sizes().destinations()).isZero();
    assertThat(fixture.statistics.sizes().attributeSets()).isZero();
  }

  private void step() {
    int what = members.isEmpty() ? 0 : random.nextInt(42);
    Member member = members.isEmpty() ? null : members.get(random.nextInt(members.size()));
    switch (what) {
      case 0 -> join();
      case 1 -> leave(member);
      case 2 -> changeClusters(member);
      case 3 -> fixture.onAll(engine -> engine.refresh(member.source));
      case 4 -> announceAgain(member);
      case 5, 6, 7, 8 ->
          fixture.engines.get(random.nextInt(fixture.engines.size())).decideAndAdvertise();
      // A member that reads now and then, and little.
      case 9, 10 -> listen(member, 1 + random.nextInt(500));
      case 11 -> restart(member);
      default -> change(member);
    }
  }

  private void join() {
    if (members.size() == 9) {
      return;
    }
    Set<String> taken = new TreeSet<>();
    members.forEach(member -> taken.add(member.source.toString()));
    String address = null;
    for (int i = 11; address == null; i++) {
      address = taken.contains("192.0.2." + i) ? null : "192.0.2." + i;
    }
    RouteSource source = source(address, CLUSTERS.get(random.nextInt(CLUSTERS.size())));
    Set<String> clusters = someClusters(source.peerGroup());
    Member member =
        fixture.join(source, EngineFixture.policy("0.0.0.0/0", 1000), key(source, clusters));
    members.add(member);
    visible.put(member, clusters);
    model.join(source);
  }

  private RouteSource source(String address, String cluster) {
    RouteSource client = Paths.client(address, cluster);
    return random.nextInt(4) == 0
        ? new RouteSource(RouteSource.Kind.NON_CLIENT, client.address(), client.routerId(), cluster)
        : client;
  }

  private ExportKey key(RouteSource source, Set<String> clusters) {
    ExportKey limited = EngineFixture.key(source.kind(), clusters.toArray(String[]::new));
    return everything
        ? new ExportKey(
            limited.receiver(), true, Set.of(), limited.options(), limited.localAddress())
        : limited;
  }

  private void leave(Member member) {
    member.leave();
    members.remove(member);
    model.leave(member.source);
  }

  /** RFC 4724: the routes stay while the session is away; what does not come again goes. */
  private void restart(Member member) {
    Set<String> clusters = visible.remove(member);
    members.remove(member);
    member.leave(RoutesOnLoss.KEEP_AS_STALE);
    if (random.nextBoolean()) {
      fixture.settle();
    }
    Member again =
        fixture.join(
            member.source, EngineFixture.policy("0.0.0.0/0", 1000), key(member.source, clusters));
    members.add(again);
    visible.put(again, clusters);
    for (String prefix : List.copyOf(model.prefixesOf(member.source))) {
      if (random.nextInt(4) == 0) {
        model.withdraw(member.source, prefix);
      } else {
        again.announce(prefix, model.attributes(member.source, prefix));
      }
    }
    for (AddressFamily family : AddressFamily.values()) {
      fixture.onAll(engine -> engine.refreshEnds(member.source, family));
    }
  }

  private void changeClusters(Member member) {
    Set<String> clusters = someClusters(member.source.peerGroup());
    visible.put(member, clusters);
    fixture.onAll(
        engine ->
            engine.changePolicy(
                member.source,
                EngineFixture.policy("0.0.0.0/0", 1000),
                key(member.source, clusters)));
  }

  private Set<String> someClusters(String own) {
    if (everything) {
      return Set.copyOf(CLUSTERS);
    }
    Set<String> clusters = new TreeSet<>(Set.of(own));
    CLUSTERS.stream().filter(_ -> random.nextBoolean()).forEach(clusters::add);
    return clusters;
  }

  /** RFC 7313: what is not announced between the marks is gone after them. */
  private void announceAgain(Member member) {
    AddressFamily family =
        random.nextBoolean() ? AddressFamily.IPV4_UNICAST : AddressFamily.IPV6_UNICAST;
    fixture.onAll(engine -> engine.refreshBegins(member.source, family));
    for (String prefix : List.copyOf(model.prefixesOf(member.source))) {
      if (prefix.contains(":") == (family == AddressFamily.IPV6_UNICAST)) {
        if (random.nextInt(4) == 0) {
          model.withdraw(member.source, prefix);
        } else {
          member.announce(prefix, model.attributes(member.source, prefix));
        }
      }
    }
    fixture.onAll(engine -> engine.refreshEnds(member.source, family));
  }

  private void change(Member member) {
    String prefix = PREFIXES.stream().skip(random.nextInt(PREFIXES.size())).findFirst().get();
    if (random.nextInt(3) == 0) {
      member.withdraw(prefix);
      model.withdraw(member.source, prefix);
    } else {
      PathAttributes attributes = someAttributes(prefix.contains(":"));
      member.announce(prefix, attributes);
      model.announce(member.source, prefix, attributes);
    }
  }

  private PathAttributes someAttributes(boolean ipv6) {
    int node = 11 + random.nextInt(9);
    String path = random.nextInt(3) == 0 ? "400200" : "400206 0201 0000fd0" + random.nextInt(3, 6);
    String med = random.nextInt(3) == 0 ? "800404 0000000" + random.nextInt(4) : "";
    String preference = random.nextInt(6) == 0 ? "400504 000000c8" : Frames.LOCAL_PREF;
    String community = random.nextInt(12) == 0 ? "c00804 ffffff02" : "c00804 fc000001";
    String rest = med + preference + community;
    return ipv6
        ? Paths.ipv6Attributes("2001:db8::" + node, Frames.ORIGIN + path + rest)
        : Paths.attributes(Frames.ORIGIN + path + String.format("400304 c00002%02x", node) + rest);
  }

  private void check() {
    fixture.settle();
    for (Member member : members) {
      // Once for what lies there, once for what a slow one is told after it.
      listen(member, Integer.MAX_VALUE);
    }
    fixture.settle();
    for (Member member : members) {
      listen(member, Integer.MAX_VALUE);
    }
    fixture.settle();
    for (Member member : members) {
      listen(member, Integer.MAX_VALUE);
      assertThat(nextHops(member))
          .isEqualTo(model.tableOf(member.source, visible.get(member), PREFIXES));
      checkWhatItIsSaidToBeSent(member);
    }
  }

  private void checkWhatItIsSaidToBeSent(Member member) {
    Map<String, Integer> expected = new TreeMap<>();
    for (String prefix : PREFIXES) {
      if (model.isAnnounced(prefix)) {
        String why = model.whyNot(member.source, visible.get(member), prefix);
        assertThat(whyNot(member, prefix)).describedAs("%s to %s", prefix, member).isEqualTo(why);
        expected.merge(why, 1, Integer::sum);
      }
    }
    SentRoutes sent = fixture.sent(member);
    assertThat(sent.sent()).isEqualTo(member.output.table.size());
    Map<String, Integer> said = new TreeMap<>();
    sent.withheld().forEach((why, kept) -> said.put(why.name(), kept.count()));
    expected.remove("");
    assertThat(said).isEqualTo(expected);
  }

  private String whyNot(Member member, String prefix) {
    SentRoute route = fixture.sent(member, prefix);
    assertThat(route.prefix()).hasToString(prefix);
    Withheld why = route.paths().getFirst().withheld();
    return why == null ? "" : why.name();
  }

  private static void listen(Member member, int octets) {
    assertThat(member.output.hear(octets))
        .noneMatch(line -> line.endsWith("which was not there"))
        .noneMatch(line -> line.endsWith("to its source"));
  }

  private static Map<String, String> nextHops(Member member) {
    Map<String, String> table = new TreeMap<>();
    member.output.table.forEach(
        (prefix, attributes) -> table.put(prefix, attributes.nextHop().toString()));
    return table;
  }
}
