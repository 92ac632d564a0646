package io.podspan.bgpreflector.reflect;

import static io.podspan.bgpreflector.reflect.EngineFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.reflect.EngineFixture.Member;
import io.podspan.bgpreflector.rib.Paths;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Peers that tell each other their routes get none of them from us. */
class MeshTest {
  private static final ImportPolicy ANY = policy("0.0.0.0/0", 1000);

  private final EngineFixture fixture = new EngineFixture();
  private final Member paris1 = meshed("192.0.2.11", "paris");
  private final Member paris2 = meshed("192.0.2.12", "paris");
  private final Member london = fixture.client("192.0.2.13", "london", "paris", "london");

  private static ExportKey key(String mesh) {
    return new ExportKey(
        RouteSource.Kind.CLIENT,
        false,
        Set.of("paris", "london"),
        mesh,
        EngineFixture.FOUR_OCTETS,
        IpAddress.ofIpv4(EngineFixture.LOCAL));
  }

  private Member meshed(String address, String group) {
    return fixture.join(Paths.client(address, group), ANY, key(group));
  }

  private void settle() {
    List.of(paris1, paris2, london).forEach(Member::hear);
  }

  @Test
  void theirRoutesGoToTheOthersAndNotBackToThem() {
    settle();

    paris1.announce("10.1.0.0/24", "192.0.2.11");

    assertThat(london.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.11");
    assertThat(paris2.hear()).isEmpty();
  }

  @Test
  void routesOfOthersComeToThem() {
    settle();

    london.announce("10.2.0.0/24", "192.0.2.13");

    assertThat(paris1.hear()).containsExactly("announce 10.2.0.0/24 via 192.0.2.13");
    assertThat(paris2.hear()).containsExactly("announce 10.2.0.0/24 via 192.0.2.13");
  }

  @Test
  void aMeshThatSeesAllGroupsStillGetsNoneOfItsOwn() {
    Member lone =
        fixture.join(
            Paths.client("192.0.2.14", "paris"),
            ANY,
            new ExportKey(
                RouteSource.Kind.CLIENT,
                true,
                Set.of(),
                "paris",
                EngineFixture.FOUR_OCTETS,
                IpAddress.ofIpv4(EngineFixture.LOCAL)));
    settle();
    lone.hear();

    paris1.announce("10.1.0.0/24", "192.0.2.11");
    london.announce("10.2.0.0/24", "192.0.2.13");

    assertThat(lone.hear()).containsExactly("announce 10.2.0.0/24 via 192.0.2.13");
  }

  @Test
  void aMeshThatEndsIsReplacedByReflectionWhileTheSessionGoesOn() {
    paris1.announce("10.1.0.0/24", "192.0.2.11");
    settle();

    fixture.engine.changePolicy(paris2.source, ANY, key(""));
    assertThat(paris2.hear()).containsExactly("announce 10.1.0.0/24 via 192.0.2.11");
    fixture.engine.changePolicy(paris2.source, ANY, key("paris"));

    assertThat(paris2.hear()).containsExactly("withdraw 10.1.0.0/24");
  }
}
