package io.podspan.routecollector.bmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.bmp.BmpEncoder;
import io.podspan.bgp.wire.bmp.BmpFault;
import io.podspan.bgp.wire.bmp.BmpMessage;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterLinkTest {
  private static final IpAddress ADDRESS = IpAddress.of("198.51.100.1");

  private final Routers routers = new Routers(new Limits(2, 10, 100, 100));
  private final List<BmpFault> faults = new ArrayList<>();
  private final List<RouterLink> closed = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private final RouterLink.Listener listener =
      new RouterLink.Listener() {
        @Override
        public void opened(RouterLink link) {}

        @Override
        public void message(BmpMessage message) {}

        @Override
        public void fault(BmpFault fault) {
          faults.add(fault);
        }

        @Override
        public void closed(RouterLink link) {
          closed.add(link);
        }
      };

  private final LogPace lines =
      new LogPace(org.jboss.logging.Logger.getLogger(RouterLinkTest.class));
  private final RouterLink link = new RouterLink(ADDRESS, routers, listener, lines, clock);
  private final EmbeddedChannel channel = new EmbeddedChannel(link);

  @Test
  void aRouterIsKnownByItsAddressAndName() {
    sends(channel, Told.initiation("r1"));

    assertThat(routers.all())
        .singleElement()
        .extracting(Router::name)
        .isEqualTo(new Router.Name(ADDRESS, "r1"));
    assertThat(channel.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 1000})
  void messagesMayComeInPieces(int size) {
    byte[] first = BmpEncoder.encode(Told.initiation("r1"));
    byte[] second =
        BmpEncoder.encode(Told.announced(Told.peer(Told.PEER, 0), "198.51.100.2", "10.1.0.0/24"));
    byte[] stream = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, stream, first.length, second.length);
    for (int at = 0; at < stream.length; at += size) {
      channel.writeInbound(Unpooled.copiedBuffer(stream, at, Math.min(size, stream.length - at)));
    }

    assertThat(routers.routes()).isEqualTo(1);
  }

  @Test
  void whatComesBeforeAnInitiationEndsTheConnection() {
    sends(channel, Told.up(Told.PEER));

    assertThat(channel.isOpen()).isFalse();
    assertThat(closed).containsExactly(link);
    assertThat(routers.all()).isEmpty();
  }

  @Test
  void aHeaderThatCannotBeEndsTheConnectionAndTheRoutesStayForAWhile() {
    sends(channel, Told.initiation("r1"));
    sends(channel, Told.announced(Told.peer(Told.PEER, 0), "198.51.100.2", "10.1.0.0/24"));
    channel.writeInbound(Unpooled.copiedBuffer(new byte[] {'G', 'E', 'T', ' ', '/', ' '}));

    assertThat(channel.isOpen()).isFalse();
    assertThat(router().state()).isEqualTo(Router.State.STALE);
    assertThat(router().why()).startsWith("version 71 of BMP");
    assertThat(routers.routes()).isEqualTo(1);
    assertThat(faults).hasSize(1);
  }

  @Test
  void anotherFaultCostsOneMessage() {
    sends(channel, Told.initiation("r1"));
    sends(channel, Told.unreadable(Told.peer(Told.PEER, 0)));
    channel.writeInbound(Unpooled.copiedBuffer(new byte[] {3, 0, 0, 0, 7, BmpMessage.PEER_UP, 0}));

    assertThat(channel.isOpen()).isTrue();
    assertThat(router().faults()).isEqualTo(2);
    assertThat(faults).hasSize(2);
  }

  @Test
  void aTerminationSaysWhyItEnds() {
    sends(channel, Told.initiation("r1"));
    sends(channel, Told.termination());

    assertThat(channel.isOpen()).isFalse();
    assertThat(router().why()).isEqualTo("the router ended it: closed by an operator");
  }

  @Test
  void aRouterThatConnectsAgainTakesItsPlace() {
    sends(channel, Told.initiation("r1"));
    sends(channel, Told.announced(Told.peer(Told.PEER, 0), "198.51.100.2", "10.1.0.0/24"));
    EmbeddedChannel second = connected("r1");

    assertThat(channel.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
    assertThat(router().state()).isEqualTo(Router.State.CONNECTED);
    assertThat(routers.routes()).isEqualTo(1);
  }

  @Test
  void routersBehindOneAddressAreApartByTheirNames() {
    sends(channel, Told.initiation("r1"));
    EmbeddedChannel second = connected("r2");

    assertThat(channel.isOpen()).isTrue();
    assertThat(second.isOpen()).isTrue();
    assertThat(routers.at(ADDRESS)).hasSize(2);
  }

  @Test
  void oneRouterTooManyIsNotTakenUnlessAnotherIsAway() {
    sends(channel, Told.initiation("r1"));
    connected("r2");
    assertThat(connected("r3").isOpen()).isFalse();

    channel.close();
    assertThat(connected("r3").isOpen()).isTrue();
    assertThat(routers.all()).extracting(r -> r.name().text()).containsExactly("r2", "r3");
  }

  @Test
  void whoSaysNothingIsNotWaitedForLongerThanHalfAMinute() {
    passes(31);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void whoIsQuietBetweenMessagesIsWaitedFor() {
    sends(channel, Told.initiation("r1"));
    passes(3_600);

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aMessageThatDoesNotEndIsNotWaitedFor() {
    sends(channel, Told.initiation("r1"));
    channel.writeInbound(Unpooled.copiedBuffer(new byte[] {3, 0, 0}));
    passes(20);
    channel.writeInbound(Unpooled.copiedBuffer(new byte[] {0}));
    passes(11);

    assertThat(channel.isOpen()).isFalse();
    assertThat(router().why()).isEqualTo("a message that began did not end within 30 s");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverComesNothingIsThrown(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      EmbeddedChannel one =
          new EmbeddedChannel(new RouterLink(ADDRESS, routers, listener, lines, clock));
      sends(one, Told.initiation("r" + random.nextInt(3)));
      byte[] message =
          BmpEncoder.encode(Told.announced(Told.peer(Told.PEER, 0), "198.51.100.2", "10.1.0.0/24"));
      message[5 + random.nextInt(message.length - 5)] = (byte) random.nextInt();
      message[6 + random.nextInt(message.length - 6)] = (byte) random.nextInt();
      if (one.isOpen()) {
        one.writeInbound(Unpooled.copiedBuffer(message));
      }
      one.checkException();
      one.close();
    }
    assertThat(routers.all()).hasSizeLessThanOrEqualTo(2);
  }

  private Router router() {
    return routers.all().iterator().next();
  }

  private EmbeddedChannel connected(String name) {
    EmbeddedChannel other =
        new EmbeddedChannel(new RouterLink(ADDRESS, routers, listener, lines, clock));
    sends(other, Told.initiation(name));
    return other;
  }

  private static void sends(EmbeddedChannel to, BmpMessage message) {
    to.writeInbound(Unpooled.copiedBuffer(BmpEncoder.encode(message)));
  }

  private void passes(int seconds) {
    now = now.plusSeconds(seconds);
    link.tick(now);
  }
}
