package io.podspan.bgpreflector.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgpreflector.wire.Prefix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RibShardTest {
  private static final long PREFIX = Prefix.of("10.1.0.0/24").packed();
  private final RouteSource first = Paths.client("192.0.2.11", "paris");
  private final RouteSource second = Paths.client("192.0.2.12", "paris");
  private final RibShard shard = new RibShard();

  private List<BestChange> drain() {
    List<BestChange> changes = new ArrayList<>();
    shard.drainDirty(
        destination -> {
          BestChange change = destination.takeBestChange();
          if (change != null) {
            changes.add(change);
          }
        });
    return changes;
  }

  @Test
  void anAnnouncementReplacesTheEarlierOneOfItsSource() {
    shard.announce(PREFIX, first, Paths.via("192.0.2.11"));
    shard.announce(PREFIX, first, Paths.via("192.0.2.13"));

    assertThat(shard.destination(PREFIX).paths())
        .containsExactly(new Path(first, Paths.via("192.0.2.13")));
    assertThat(shard.countFrom(first)).isEqualTo(1);
    assertThat(shard.attributeSets()).isEqualTo(1);
  }

  @Test
  void theSameAnnouncementAgainChangesNothing() {
    shard.announce(PREFIX, first, Paths.via("192.0.2.11"));
    drain();

    shard.announce(PREFIX, first, Paths.via("192.0.2.11"));

    assertThat(shard.hasDirty()).isFalse();
    assertThat(shard.attributeSets()).isEqualTo(1);
  }

  @Test
  void manyChangesOfOneTurnAreOneChange() {
    shard.announce(PREFIX, first, Paths.via("192.0.2.11"));
    shard.withdraw(PREFIX, first);
    shard.announce(PREFIX, first, Paths.via("192.0.2.13"));

    assertThat(drain())
        .containsExactly(new BestChange(PREFIX, null, new Path(first, Paths.via("192.0.2.13"))));
  }

  @Test
  void comesAndGoesWithinOneTurnWithoutAWord() {
    shard.announce(PREFIX, first, Paths.via("192.0.2.11"));
    shard.withdraw(PREFIX, first);

    assertThat(drain()).isEmpty();
    assertThat(shard.destinations().isEmpty()).isTrue();
    assertThat(shard.attributeSets()).isZero();
  }

  @Test
  void droppingASourceLeavesTheOthersPaths() {
    shard.announce(PREFIX, first, Paths.via("192.0.2.11"));
    shard.announce(PREFIX, second, Paths.via("192.0.2.12"));
    drain();

    shard.drop(first);

    assertThat(drain())
        .containsExactly(
            new BestChange(
                PREFIX,
                new Path(first, Paths.via("192.0.2.11")),
                new Path(second, Paths.via("192.0.2.12"))));
    assertThat(shard.countFrom(first)).isZero();
  }

  @Test
  void withdrawingWhatWasNeverAnnouncedIsIgnored() {
    assertThat(shard.withdraw(PREFIX, first)).isFalse();
    assertThat(shard.hasDirty()).isFalse();
  }

  @Test
  void routesOfSeveralSourcesShareEqualAttributes() {
    shard.announce(PREFIX, first, Paths.via("192.0.2.1"));
    shard.announce(PREFIX, second, Paths.via("192.0.2.1"));

    assertThat(shard.path(PREFIX, first).attributes())
        .isSameAs(shard.path(PREFIX, second).attributes());
    shard.drop(first);
    shard.drop(second);
    assertThat(shard.attributeSets()).isZero();
  }
}
