package io.podspan.console.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.servicekit.follow.Presence;
import io.podspan.servicekit.follow.WorkShare;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.Test;

class PresenceWatchTest {
  @Test
  void thoseAreThereWhoseGroupHasAMember() {
    assertThat(
            PresenceWatch.present(
                List.of(
                    group(Presence.group("peering-service"), GroupState.STABLE),
                    group(Presence.group("route-collector"), GroupState.PREPARING_REBALANCE),
                    group(WorkShare.group("route-collector"), GroupState.EMPTY),
                    group(WorkShare.group("probe-service"), GroupState.EMPTY),
                    group(Presence.group(Presence.reflector("rr1")), GroupState.STABLE),
                    group(Presence.group(Presence.reflector("rr2")), GroupState.DEAD))))
        .containsExactlyInAnyOrder("peering-service", "route-collector", "reflector/rr1");
  }

  @Test
  void thoseHaveEndedOfWhichKafkaKnowsAnEmptyGroup() {
    assertThat(
            PresenceWatch.ended(
                List.of(
                    group(WorkShare.group("probe-service"), GroupState.EMPTY),
                    group(WorkShare.group("route-collector"), GroupState.EMPTY),
                    group(Presence.group(Presence.reflector("rr2")), GroupState.DEAD),
                    group(Presence.group("peering-service"), GroupState.STABLE),
                    group("console", GroupState.EMPTY))))
        .containsExactlyInAnyOrder("probe-service", "reflector/rr2");
  }

  @Test
  void aRouteCollectorOfTheFormerVersionIsThere() {
    List<GroupListing> groups =
        List.of(
            group(Presence.group("route-collector"), GroupState.EMPTY),
            group(WorkShare.group("route-collector"), GroupState.STABLE));
    assertThat(PresenceWatch.present(groups)).containsExactly("route-collector");
  }

  @Test
  void groupsThatSayNothingOfPresenceDoNotCount() {
    assertThat(
            PresenceWatch.present(
                List.of(
                    group("console", GroupState.STABLE),
                    group("route-collector", GroupState.STABLE),
                    group("somebody-share", GroupState.STABLE))))
        .isEmpty();
  }

  private static GroupListing group(String id, GroupState state) {
    return new GroupListing(id, Optional.of(GroupType.CLASSIC), "consumer", Optional.of(state));
  }
}
