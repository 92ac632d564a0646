package io.podspan.bgpreflector.control.bmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.bmp.BmpDecoder;
import io.podspan.bgp.wire.bmp.BmpFrame;
import io.podspan.bgp.wire.bmp.BmpMessage;
import io.podspan.bgp.wire.bmp.BmpMessage.RouteMonitoring;
import io.podspan.bgp.wire.bmp.MonitoredUpdate;
import io.podspan.bgp.wire.bmp.PeerHeader;
import io.podspan.bgp.wire.bmp.UpdateReader;
import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.Paths;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A station on a real socket; turns and time by hand. */
class BmpSenderTest {
  private static final Path PARIS =
      new Path(Paths.client("192.0.2.11", "paris"), Paths.via("192.0.2.11"));
  private static final int TURNS = 10_000;

  private final LocRib table = new LocRib();
  private final ByteBuf received = Unpooled.buffer();
  private final List<BmpMessage> messages = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private ServerSocketChannel listening;
  private @Nullable SocketChannel station;
  private BmpSender sender;

  @BeforeEach
  void listens() throws IOException {
    listening = ServerSocketChannel.open();
    listening.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    listening.configureBlocking(false);
    sender =
        new BmpSender(
            (InetSocketAddress) listening.getLocalAddress(),
            new Myself("rr1", 64512, 0x01020304),
            table,
            () -> now);
  }

  @AfterEach
  void close() throws IOException {
    sender.ended();
    if (station != null) {
      station.close();
    }
    listening.close();
  }

  @Test
  void aStationIsToldWhoTellsThenTheTableThenThatItWasAll() {
    change("10.1.0.0/24", PARIS);
    turns(() -> endsOfRib() == 2);

    assertThat(messages.getFirst())
        .isInstanceOfSatisfying(
            BmpMessage.Initiation.class, first -> assertThat(first.name()).hasValue("rr1"));
    assertThat(messages.get(1))
        .isInstanceOfSatisfying(
            BmpMessage.PeerUp.class,
            up -> {
              assertThat(up.peer().table()).isEqualTo(PeerHeader.Table.LOC_RIB);
              assertThat(up.peer().asn()).isEqualTo(64512);
              assertThat(up.tableName()).hasValue("global");
            });
    assertThat(routes()).containsExactly("+10.1.0.0/24 192.0.2.11");
    assertThat(sender.isConnected()).isTrue();
  }

  @Test
  void anEmptyTableIsSaidToBeComplete() {
    turns(() -> endsOfRib() == AddressFamily.values().length);

    assertThat(routes()).isEmpty();
  }

  @Test
  void changesFollow() {
    turns(() -> endsOfRib() == 2);
    change("10.1.0.0/24", PARIS);
    turns(() -> routes().size() == 1);
    change("10.1.0.0/24", null);
    turns(() -> routes().size() == 2);

    assertThat(routes()).containsExactly("+10.1.0.0/24 192.0.2.11", "-10.1.0.0/24");
  }

  @Test
  void eachMinuteAStationIsToldHowManyRoutesThereAre() {
    turns(() -> endsOfRib() == 2);
    now = now.plusSeconds(60);
    turns(() -> messages.getLast() instanceof BmpMessage.Statistics);
  }

  @Test
  void aStationThatComesBackIsToldAllOfItAgain() throws IOException {
    change("10.1.0.0/24", PARIS);
    turns(() -> endsOfRib() == 2);
    station.close();
    while (sender.isConnected()) {
      sender.turn();
    }
    station = null;
    received.clear();
    messages.clear();
    turns(() -> endsOfRib() == 2);

    assertThat(routes()).containsExactly("+10.1.0.0/24 192.0.2.11");
  }

  @Test
  void aStationThatDoesNotReadLosesItsConnectionAfterHalfAMinute() {
    for (int i = 0; i < 100_000; i++) {
      table.add(List.of(new BestChange(Prefix.ipv4(i << 8, 24), null, via(i))));
    }
    for (int i = 0; i < 200; i++) {
      sender.turn();
    }
    assertThat(sender.isConnected()).isTrue();
    now = now.plusSeconds(31);
    sender.turn();
    sender.turn();

    assertThat(sender.isConnected()).isFalse();
  }

  @Test
  void whileThereIsNoStationItIsTriedEachHalfMinuteAtMost() throws IOException {
    listening.close();
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 40; i++) {
      Duration pause = sender.turn();
      longest = pause.compareTo(longest) > 0 ? pause : longest;
    }

    assertThat(longest).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aStationThatAcceptsAndClosesIsToldLessAndLessOften() throws IOException {
    for (int i = 0; i < 6; i++) {
      isAcceptedAndClosed();
    }
    assertThat(isAcceptedAndClosed()).isEqualTo(Duration.ofSeconds(30));

    turns(() -> endsOfRib() == 2);
    now = now.plusSeconds(60);
    turns(() -> messages.getLast() instanceof BmpMessage.Statistics);
    station.close();
    assertThat(pauseAfterLoss()).as("it listened for a minute").isEqualTo(Duration.ofSeconds(1));
  }

  private Duration isAcceptedAndClosed() throws IOException {
    SocketChannel accepted = null;
    for (int i = 0; i < TURNS && !(accepted != null && sender.isConnected()); i++) {
      sender.turn();
      accepted = accepted == null ? listening.accept() : accepted;
    }
    assertThat(accepted).isNotNull();
    accepted.close();
    return pauseAfterLoss();
  }

  private Duration pauseAfterLoss() {
    assertThat(sender.isConnected()).isTrue();
    Duration pause = Duration.ZERO;
    while (sender.isConnected()) {
      pause = sender.turn();
    }
    return pause;
  }

  /** Each with attributes of its own, so that none share a message. */
  private static Path via(int number) {
    return new Path(
        Paths.client("192.0.2.11", "paris"), Paths.via("192.0.2.11").withLocalPref(number));
  }

  private void change(String prefix, @Nullable Path after) {
    table.add(List.of(new BestChange(Prefix.of(prefix), null, after)));
  }

  private void turns(BooleanSupplier until) {
    for (int i = 0; i < TURNS && !until.getAsBoolean(); i++) {
      sender.turn();
      read();
    }
    assertThat(until.getAsBoolean()).isTrue();
  }

  private void read() {
    try {
      if (station == null) {
        station = listening.accept();
        if (station == null) {
          return;
        }
        station.configureBlocking(false);
      }
      ByteBuffer some = ByteBuffer.allocate(65_536);
      if (station.read(some) > 0) {
        received.writeBytes(some.flip());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    while (BmpFrame.peek(received) instanceof BmpFrame.Whole(int length, int _)) {
      byte[] whole = new byte[length];
      received.readBytes(whole);
      messages.add((BmpMessage) BmpDecoder.decode(whole));
    }
  }

  private List<MonitoredUpdate> updates() {
    return messages.stream()
        .filter(RouteMonitoring.class::isInstance)
        .map(RouteMonitoring.class::cast)
        .map(m -> (MonitoredUpdate) UpdateReader.read(m.update(), false, Set.of()))
        .toList();
  }

  private long endsOfRib() {
    return updates().stream().filter(update -> update.endOfRib() != null).count();
  }

  private List<String> routes() {
    List<String> all = new ArrayList<>();
    for (MonitoredUpdate update : updates()) {
      for (MonitoredUpdate.Routes routes : update.routes()) {
        routes.withdrawn().forEach(path -> all.add("-" + path.prefix()));
        routes.announced().forEach(path -> all.add("+" + path.prefix() + " " + routes.nextHop()));
      }
    }
    return all;
  }
}
