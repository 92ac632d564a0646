package io.podspan.bgpreflector.reflect;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgpreflector.reflect.EngineFixture.Member;
import io.podspan.bgpreflector.rib.Decision;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.Paths;
import io.podspan.bgpreflector.wire.PathAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories against an obvious model: every member ends with the table that the model says,
 * and hears no withdrawal of what it did not have. Other seeds by -Dseed=.
 */
class ModelTest {
  private static final List<String> CLUSTERS = List.of("paris", "london", "tokyo");
  private static final List<String> PREFIXES =
      List.of(
          "10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24", "10.0.0.0/16", "10.0.0.1/32");

  private final EngineFixture fixture = new EngineFixture();
  private final Map<Member, Map<String, PathAttributes>> announced = new HashMap<>();
  private final Map<Member, Set<String>> visible = new HashMap<>();
  private final List<Member> members = new ArrayList<>();
  private Random random;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyMemberEndsWithTheTableOfTheModel(long seed) {
    random = new Random(Long.getLong("seed", seed));
    for (int i = 0; i < 3_000; i++) {
      step();
      if (random.nextInt(4) == 0) {
        check();
      }
    }
    check();
  }

  private void step() {
    int what = members.isEmpty() ? 0 : random.nextInt(20);
    if (what == 0 && members.size() < 9) {
      join();
      return;
    }
    Member member = members.get(random.nextInt(members.size()));
    if (what == 1) {
      member.leave();
      members.remove(member);
      announced.remove(member);
    } else if (what == 2) {
      Set<String> clusters = someClusters(member.source.cluster());
      visible.put(member, clusters);
      fixture.engine.changePolicy(
          member.source,
          EngineFixture.policy("0.0.0.0/0", 1000),
          EngineFixture.key(clusters.toArray(String[]::new)));
    } else if (what == 3) {
      fixture.engine.refresh(member.source);
    } else if (what == 4) {
      fixture.engine.flush();
    } else if (what == 5) {
      // A member that reads now and then only.
      listen(member);
    } else {
      change(member, PREFIXES.get(random.nextInt(PREFIXES.size())));
    }
  }

  private void join() {
    String cluster = CLUSTERS.get(random.nextInt(CLUSTERS.size()));
    Set<String> taken = new TreeSet<>();
    members.forEach(member -> taken.add(member.source.toString()));
    String address = null;
    for (int i = 11; address == null; i++) {
      address = taken.contains("192.0.2." + i) ? null : "192.0.2." + i;
    }
    Set<String> clusters = someClusters(cluster);
    Member member = fixture.client(address, cluster, clusters.toArray(String[]::new));
    members.add(member);
    visible.put(member, clusters);
    announced.put(member, new HashMap<>());
  }

  private Set<String> someClusters(String own) {
    Set<String> clusters = new TreeSet<>(Set.of(own));
    CLUSTERS.stream().filter(_ -> random.nextBoolean()).forEach(clusters::add);
    return clusters;
  }

  private void change(Member member, String prefix) {
    if (random.nextInt(3) == 0) {
      member.withdraw(prefix);
      announced.get(member).remove(prefix);
    } else {
      PathAttributes attributes = Paths.via("192.0.2." + (11 + random.nextInt(9)));
      member.announce(prefix, attributes);
      announced.get(member).put(prefix, attributes);
    }
  }

  private void check() {
    fixture.engine.flush();
    for (Member member : members) {
      listen(member);
      assertThat(nextHops(member)).isEqualTo(expected(member));
    }
  }

  private static void listen(Member member) {
    assertThat(member.outlet.hear()).noneMatch(line -> line.endsWith("which was not there"));
  }

  private static Map<String, Integer> nextHops(Member member) {
    Map<String, Integer> table = new TreeMap<>();
    member.outlet.table.forEach((prefix, attributes) -> table.put(prefix, attributes.nextHop()));
    return table;
  }

  private Map<String, Integer> expected(Member receiver) {
    Map<String, Integer> table = new TreeMap<>();
    for (String prefix : PREFIXES) {
      List<Path> candidates = new ArrayList<>();
      announced.forEach(
          (sender, routes) -> {
            if (routes.containsKey(prefix)
                && visible.get(receiver).contains(sender.source.cluster())) {
              candidates.add(new Path(sender.source, routes.get(prefix)));
            }
          });
      if (!candidates.isEmpty()) {
        Path best = Decision.outcome(candidates).best();
        if (best.source() != receiver.source) {
          table.put(prefix, best.attributes().nextHop());
        }
      }
    }
    return table;
  }
}
