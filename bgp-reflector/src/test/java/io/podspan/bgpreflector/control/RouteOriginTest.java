package io.podspan.bgpreflector.control;

import static io.podspan.bgpreflector.speaker.session.SessionFixture.peer;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Frames;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgpreflector.reflect.HeardRoute;
import io.podspan.bgpreflector.rib.Paths;
import io.podspan.bgpreflector.speaker.session.PeerSession;
import io.podspan.bgpreflector.speaker.session.SessionFixture;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** From what a peer sends to what is said of its routes. */
class RouteOriginTest {
  private static final String PARIS = "192.0.2.11";
  private static final String ROUTE = "10.1.0.0/24";
  private static final String FOREIGN = "172.16.0.0/24";
  private static final int REMEMBERED = 1000;

  private final SessionFixture fixture = new SessionFixture();
  private final PeerSession session = fixture.session(peer(PARIS));
  private final EmbeddedChannel channel = fixture.establish(session);

  private void announce(String... prefixes) {
    announce(Paths.via(PARIS), prefixes);
  }

  private void announce(PathAttributes attributes, String... prefixes) {
    for (String prefix : prefixes) {
      receive(channel, Message.Update.announce(attributes, Nlri.of(Prefix.of(prefix))));
    }
  }

  private RouteToView.Origin origin(String prefix, int secondsLater) {
    fixture.turn();
    CompletableFuture<HeardRoute> heard = fixture.shards.heard(session.source(), Prefix.of(prefix));
    fixture.turn();
    Instant now = session.snapshot().since().plusSeconds(secondsLater);
    return RouteToView.Origin.of(
        IpAddress.of(PARIS), Prefix.of(prefix), Optional.of(session.snapshot()), heard.join(), now);
  }

  private RouteToView.Origin origin(String prefix) {
    return origin(prefix, 60);
  }

  @Test
  void whatWasTakenIsAnnounced() {
    announce(ROUTE);
    assertThat(origin(ROUTE))
        .isEqualTo(new RouteToView.Origin(PARIS, true, true, true, null, null));
  }

  @Test
  void whatNobodyAnnouncedIsNotAnnounced() {
    announce(ROUTE);
    assertThat(origin("10.1.1.0/24"))
        .isEqualTo(new RouteToView.Origin(PARIS, true, true, false, null, null));
  }

  @Test
  void aMessageThatWasTreatedAsAWithdrawalIsWhyItsRouteIsNotThere() {
    announce(ROUTE);
    // ORIGIN is 9 (RFC 7606, section 7.1).
    byte[] malformed = Frames.update("", "400101 09 400200 400304 c000020b", "18 0a0100");
    for (int i = 0; i < 20; i++) {
      receive(channel, malformed);
    }
    RouteToView.Origin origin = origin(ROUTE);
    assertThat(origin.announced()).isFalse();
    assertThat(origin.refused().why())
        .startsWith("its UPDATE was treated as withdrawn: ")
        .contains("ORIGIN");
    announce(ROUTE);
    assertThat(origin(ROUTE).refused()).isNull();
  }

  @Test
  void whatTheRulesDoNotTakeIsSaidWithTheRuleThatHoldsNow() {
    announce(FOREIGN);
    assertThat(origin(FOREIGN).refused().why()).isEqualTo("outside the pod CIDRs of paris");
    announce(Paths.via("192.0.2.99"), ROUTE);
    announce(Paths.via("192.0.2.98"), ROUTE);
    assertThat(origin(ROUTE).refused().why()).contains("192.0.2.98");
  }

  @Test
  void whatWasWithdrawnIsNotRefusedAnyMore() {
    announce(FOREIGN);
    receive(channel, Message.Update.withdraw(Nlri.of(Prefix.of(FOREIGN))));
    assertThat(origin(FOREIGN).refused()).isNull();
    receive(channel, Frames.update("", "400101 09 400200 400304 c000020b", "18 0a0100"));
    receive(channel, Message.Update.withdraw(Nlri.of(Prefix.of(ROUTE))));
    assertThat(origin(ROUTE).refused()).isNull();
  }

  @Test
  void ofAPeerThatAnnouncesMuchEveryRefusalThatIsRememberedIsSaid() {
    announceForeign(REMEMBERED);
    assertThat(origin("172.16.0.0/32").refused()).isNotNull();
    assertThat(origin("172.17.0.0/24").unsure()).isNull();
  }

  @Test
  void whereMoreWasRefusedThanIsRememberedNothingIsCalledNotAnnounced() {
    announceForeign(REMEMBERED + 1);
    assertThat(origin("172.16.0.0/32").unsure()).isNull();
    assertThat(origin("172.17.0.0/24").unsure()).contains("than is remembered");
  }

  private void announceForeign(int count) {
    for (int i = 0; i < count; i++) {
      announce("172.16.%d.%d/32".formatted(i / 256, i % 256));
    }
  }

  @Test
  void aSessionThatHasJustBegunMayAnnounceMore() {
    assertThat(origin(ROUTE, 2).unsure()).isEqualTo("its session is 2 s old");
    assertThat(origin(ROUTE, 10).unsure()).isNull();
    receive(channel, Message.Update.endOfRib(AddressFamily.IPV4_UNICAST));
    assertThat(origin(ROUTE, 2).unsure()).isNull();
  }

  @Test
  void anotherSessionStartsAnew() {
    announce(FOREIGN);
    fixture.turn();
    channel.close();
    fixture.turn();
    assertThat(origin(FOREIGN))
        .isEqualTo(new RouteToView.Origin(PARIS, true, false, false, null, null));
    fixture.establish(session);
    assertThat(origin(FOREIGN).refused()).isNull();
  }

  @Test
  void whoIsNoPeerIsNotKnown() {
    assertThat(
            RouteToView.Origin.of(
                IpAddress.of("192.0.2.99"),
                Prefix.of(ROUTE),
                Optional.empty(),
                HeardRoute.NONE,
                Instant.EPOCH))
        .isEqualTo(new RouteToView.Origin("192.0.2.99", false, false, false, null, null));
  }
}
