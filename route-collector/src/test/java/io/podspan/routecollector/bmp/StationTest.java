package io.podspan.routecollector.bmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.bmp.BmpEncoder;
import io.podspan.bgp.wire.bmp.BmpFault;
import io.podspan.bgp.wire.bmp.BmpMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On real sockets of this machine. */
class StationTest {
  private static final IpAddress HERE = IpAddress.of("127.0.0.1");

  private static final RouterLink.Listener NOBODY =
      new RouterLink.Listener() {
        @Override
        public void opened(RouterLink link) {}

        @Override
        public void message(BmpMessage message) {}

        @Override
        public void fault(BmpFault fault) {}

        @Override
        public void closed(RouterLink link) {}
      };

  private final AtomicBoolean known = new AtomicBoolean(true);
  private final List<Socket> sockets = new ArrayList<>();
  private final Station station =
      new Station(
          new Guests(List.of(), HERE::equals),
          known::get,
          new Limits(10, 10, 1_000, 1_000),
          NOBODY,
          Clock.systemUTC());

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    station.close();
  }

  @Test
  void aRouterTellsAndIsStaleWhenItGoes() throws IOException {
    Socket router = connected(listening());
    says(router, Told.initiation("r1"));
    says(router, Told.announced(Told.peer(Told.PEER, 0), "198.51.100.2", "10.1.0.0/24"));

    await().until(() -> station.rib(HERE, true).map(rib -> rib.routes().size()).orElse(0) == 1);
    assertThat(station.told()).containsExactly(HERE);
    router.close();
    await().until(() -> station.routers().getFirst().state().equals("stale"));
    assertThat(station.rib(HERE, true).orElseThrow().endedAt()).isNotNull();
  }

  @Test
  void untilNodesAreKnownWhoConnectsWaits() throws IOException {
    known.set(false);
    Socket router = connected(listening());
    says(router, Told.initiation("r1"));
    assertThat(station.routers()).isEmpty();

    known.set(true);
    await().until(() -> station.routers().size() == 1);
  }

  @Test
  void fourConnectionsOfOneAddressAreEnough() throws IOException {
    int port = listening();
    for (int i = 0; i < Limits.CONNECTIONS; i++) {
      says(connected(port), Told.initiation("r" + i));
    }
    await().until(() -> station.routers().size() == Limits.CONNECTIONS);
    Socket fifth = connected(port);
    fifth.setSoTimeout(5_000);

    assertThat(fifth.getInputStream().read()).isEqualTo(-1);
    assertThat(station.routers()).hasSize(Limits.CONNECTIONS);
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    int port = listening();
    Station other =
        new Station(
            new Guests(List.of(), _ -> true),
            () -> true,
            new Limits(1, 1, 1, 1),
            NOBODY,
            Clock.systemUTC());

    assertThatThrownBy(() -> other.listen(new InetSocketAddress("127.0.0.1", port)))
        .hasMessageContaining("podspan.collector.bmp.listen: cannot listen on");
  }

  private int listening() {
    return station.listen(new InetSocketAddress("127.0.0.1", 0)).getPort();
  }

  private Socket connected(int port) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    sockets.add(socket);
    return socket;
  }

  private static void says(Socket router, BmpMessage message) throws IOException {
    router.getOutputStream().write(BmpEncoder.encode(message));
    router.getOutputStream().flush();
  }
}
