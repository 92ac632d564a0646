package io.podspan.bgpreflector.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.PathAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RibShardTest {
  private static final Prefix PREFIX = Prefix.of("10.1.0.0/24");
  private final RibShard shard = new RibShard();
  private final SourceRoutes first = shard.open(Paths.client("192.0.2.11", "paris"));
  private final SourceRoutes second = shard.open(Paths.client("192.0.2.12", "paris"));

  private void announce(SourceRoutes routes, PathAttributes attributes) {
    Path path = shard.beginUse(routes.source(), attributes);
    shard.announce(routes, destination(), path);
    shard.endUse(path);
  }

  private Destination destination() {
    return shard.destination(false, PREFIX.high(), PREFIX.low(), PREFIX.length());
  }

  private Path path(SourceRoutes routes) {
    return shard.path(routes, destination(), Path.NO_ID);
  }

  /** The best path of each destination that changed, in words. */
  private List<String> drain() {
    List<String> changes = new ArrayList<>();
    shard.drainDirty(
        destination ->
            changes.add(
                destination.prefix()
                    + " "
                    + (destination.best() == null ? "gone" : destination.best().source())));
    return changes;
  }

  @Test
  void anAnnouncementReplacesTheEarlierOneOfItsSource() {
    announce(first, Paths.via("192.0.2.11"));
    announce(first, Paths.via("192.0.2.13"));

    assertThat(destination().paths())
        .containsExactly(new Path(first.source(), Paths.via("192.0.2.13")));
    assertThat(first.count(AddressFamily.IPV4_UNICAST)).isEqualTo(1);
    assertThat(shard.attributeSets()).isEqualTo(1);
  }

  @Test
  void theSameAnnouncementAgainChangesNothing() {
    announce(first, Paths.via("192.0.2.11"));
    drain();

    announce(first, Paths.via("192.0.2.11"));

    assertThat(shard.hasDirty()).isFalse();
    assertThat(shard.attributeSets()).isEqualTo(1);
  }

  @Test
  void manyChangesOfOneTurnAreOneChange() {
    announce(first, Paths.via("192.0.2.11"));
    shard.withdraw(first, destination());
    announce(first, Paths.via("192.0.2.13"));

    assertThat(drain()).containsExactly("10.1.0.0/24 192.0.2.11");
    assertThat(path(first).attributes()).isEqualTo(Paths.via("192.0.2.13"));
  }

  @Test
  void isForgottenWhenItsLastPathIsGoneUnlessSomebodyPinnedIt() {
    announce(first, Paths.via("192.0.2.11"));
    destination().pin();
    shard.withdraw(first, destination());

    assertThat(drain()).containsExactly("10.1.0.0/24 gone");
    assertThat(shard.destinations().size()).isEqualTo(1);
    shard.unpin(destination());
    assertThat(shard.destinations().size()).isZero();
    assertThat(shard.attributeSets()).isZero();
  }

  @Test
  void droppingASourceLeavesTheOthersPaths() {
    announce(first, Paths.via("192.0.2.11"));
    announce(second, Paths.via("192.0.2.12"));
    assertThat(drain()).containsExactly("10.1.0.0/24 192.0.2.11");

    shard.drop(first);

    assertThat(drain()).containsExactly("10.1.0.0/24 192.0.2.12");
    assertThat(first.count(AddressFamily.IPV4_UNICAST)).isZero();
  }

  @Test
  void withdrawingWhatWasNeverAnnouncedIsIgnored() {
    assertThat(shard.withdraw(first, destination())).isFalse();
    assertThat(shard.hasDirty()).isFalse();
  }

  @Test
  void routesOfSeveralSourcesShareEqualAttributes() {
    announce(first, Paths.via("192.0.2.1"));
    announce(second, Paths.via("192.0.2.1"));

    assertThat(path(first).attributes()).isSameAs(path(second).attributes());
    shard.drop(first);
    shard.drop(second);
    assertThat(shard.attributeSets()).isZero();
  }

  // Several paths of one source (RFC 7911).

  private static final int HIGHEST_ID = 0xffff_ffff;

  private void announce(SourceRoutes routes, int pathId, PathAttributes attributes) {
    Path path = shard.beginUse(routes.source(), pathId, attributes);
    shard.announce(routes, destination(), path);
    shard.endUse(path);
  }

  @Test
  void pathsOfOneSourceWithDifferentIdsStandSideBySide() {
    announce(first, Paths.via("192.0.2.11"));
    announce(first, 1, Paths.via("192.0.2.12"));
    announce(first, HIGHEST_ID, Paths.via("192.0.2.13"));

    assertThat(destination().paths()).extracting(Path::id).containsExactly(0, 1, HIGHEST_ID);
    assertThat(first.count(AddressFamily.IPV4_UNICAST)).isEqualTo(3);
    assertThat(shard.path(first, destination(), 1).attributes()).isEqualTo(Paths.via("192.0.2.12"));
  }

  @Test
  void anAnnouncementReplacesOnlyThePathWithItsId() {
    announce(first, 1, Paths.via("192.0.2.11"));
    announce(first, 2, Paths.via("192.0.2.12"));

    announce(first, 2, Paths.via("192.0.2.13"));

    assertThat(shard.path(first, destination(), 1).attributes()).isEqualTo(Paths.via("192.0.2.11"));
    assertThat(shard.path(first, destination(), 2).attributes()).isEqualTo(Paths.via("192.0.2.13"));
    assertThat(shard.attributeSets()).isEqualTo(2);
  }

  @Test
  void withdrawingOnePathLeavesTheOthersOfItsSource() {
    announce(first, 1, Paths.via("192.0.2.11"));
    announce(first, 2, Paths.via("192.0.2.12"));

    assertThat(shard.withdraw(first, destination(), 1)).isTrue();
    assertThat(shard.withdraw(first, destination(), 1)).isFalse();
    assertThat(shard.withdraw(first, destination())).isFalse();

    assertThat(destination().paths()).extracting(Path::id).containsExactly(2);
    assertThat(destination().best().id()).isEqualTo(2);
  }

  @Test
  void theLowerIdIsBetterWhenAllElseIsEqualWhateverCameFirst() {
    announce(first, HIGHEST_ID, Paths.via("192.0.2.11"));
    announce(first, 2, Paths.via("192.0.2.11"));
    announce(first, 1, Paths.via("192.0.2.11"));

    assertThat(destination().best().id()).isEqualTo(1);
    Decision.Outcome outcome = Decision.outcome(destination().paths());
    assertThat(outcome.best()).isSameAs(destination().best());
    assertThat(outcome.reason()).isEqualTo(Reason.PATH_ID);
  }

  @Test
  void droppingASourceDropsAllItsPaths() {
    announce(first, Paths.via("192.0.2.11"));
    announce(first, 1, Paths.via("192.0.2.12"));
    announce(first, HIGHEST_ID, Paths.via("192.0.2.13"));

    shard.drop(first);

    assertThat(drain()).containsExactly("10.1.0.0/24 gone");
    assertThat(first.count(AddressFamily.IPV4_UNICAST)).isZero();
    assertThat(shard.attributeSets()).isZero();
    assertThat(shard.destinations().size()).isZero();
  }
}
