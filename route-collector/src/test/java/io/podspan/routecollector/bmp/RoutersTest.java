package io.podspan.routecollector.bmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.bmp.PeerHeader;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A router chooses its name itself. */
class RoutersTest {
  private static final String GREEDY = "198.51.100.66";
  private static final String OTHER = "198.51.100.1";
  private static final PeerHeader PEER = Told.peer(Told.PEER, 0);
  private static final Routers.Connection CONNECTION = _ -> {};

  private final Routers routers = new Routers(new Limits(6, 10, 3, 100));
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");

  @Test
  void manyNamesOfAnAddressHaveTheRoutesOfOneRouter() {
    tells(connected(GREEDY, "a"), "10.1.0.0/24", "10.2.0.0/24");
    tells(connected(GREEDY, "b"), "10.1.0.0/24", "10.2.0.0/24");
    assertThat(routers.routes()).isEqualTo(3);

    tells(connected(OTHER, "r1"), "10.1.0.0/24", "10.2.0.0/24");
    assertThat(routers.routes()).isEqualTo(5);
  }

  @Test
  void namesOfAnAddressAreAsManyAsItsConnectionsMayBe() {
    Router first = connected(GREEDY, "0");
    for (int i = 1; i < Limits.CONNECTIONS; i++) {
      connected(GREEDY, "" + i);
    }
    assertThat(named(GREEDY, "one more")).isEmpty();

    routers.ended(first, CONNECTION, "it broke", now);
    assertThat(named(GREEDY, "one more")).isPresent();
    assertThat(routers.at(IpAddress.of(GREEDY))).hasSize(Limits.CONNECTIONS);
  }

  @Test
  void aNewNameTakesThePlaceOfAnOldOneOfItsAddressFirst() {
    gone(OTHER, "r1");
    gone(GREEDY, "a");
    for (int i = 2; i < 6; i++) {
      connected("198.51.100." + i, "r" + i);
    }

    connected(GREEDY, "b");
    assertThat(routers.at(IpAddress.of(OTHER))).hasSize(1);
    assertThat(routers.at(IpAddress.of(GREEDY)))
        .extracting(router -> router.name().text())
        .containsExactly("b");
  }

  @Test
  void anAddressThatIsForgottenHasAllItsRoomAgain() {
    tells(connected(GREEDY, "a"), "10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24");
    gone(GREEDY, "a");
    now = now.plus(Limits.STALE);
    routers.tick(now);
    now = now.plus(Limits.LISTED).plusSeconds(1);
    routers.tick(now);
    assertThat(routers.all()).isEmpty();

    tells(connected(GREEDY, "a"), "10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24");
    assertThat(routers.routes()).isEqualTo(3);
  }

  private Optional<Router> named(String address, String name) {
    return routers.of(new Router.Name(IpAddress.of(address), name), CONNECTION);
  }

  private Router connected(String address, String name) {
    Router router = named(address, name).orElseThrow();
    router.connected(Told.initiation(name), now);
    now = now.plusSeconds(1);
    return router;
  }

  private void gone(String address, String name) {
    routers.ended(connected(address, name), CONNECTION, "it broke", now);
  }

  private void tells(Router router, String... prefixes) {
    router.heard(Told.announced(PEER, "198.51.100.2", prefixes), now);
  }
}
