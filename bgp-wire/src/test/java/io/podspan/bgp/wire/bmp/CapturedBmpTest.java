package io.podspan.bgp.wire.bmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.wire.bmp.BmpMessage.PeerUp;
import io.podspan.bgp.wire.bmp.BmpMessage.RouteMonitoring;
import io.podspan.bgp.wire.bmp.PeerHeader.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Streams of real routers: one session between them with path identifiers for IPv4 both ways; each
 * announces a prefix of either family and takes some back; then the session goes down and up.
 */
class CapturedBmpTest {
  private final Map<Table, PathIds> ids = new EnumMap<>(Table.class);

  @Test
  void gobgpIsUnderstood() {
    List<String> told = told("gobgp-3.10.bmp");

    assertThat(told.getFirst()).isEqualTo("3.10.0 GoBGP");
    assertThat(told.get(1)).isEqualTo("up 198.18.70.2 with path ids");
    // As the peer sent it, with its identifier; behind the policy GoBGP leaves that out.
    assertThat(told)
        .contains(
            "adj-rib-in-pre 198.18.70.2 + 10.70.2.0/24 id 2 via 198.18.70.2",
            "adj-rib-in-post 198.18.70.2 + 10.70.2.0/24 id 0 via 198.18.70.2",
            "loc-rib 0.0.0.0 + 10.70.2.0/24 id 0 via 198.18.70.2",
            "loc-rib 0.0.0.0 + 10.70.1.0/24 id 0 via 0.0.0.0",
            "loc-rib 0.0.0.0 + 2001:db8:70:1::/64 id 0 via 2001:db8::1",
            "adj-rib-in-post 198.18.70.2 - 10.70.2.0/24 id 0",
            "loc-rib 0.0.0.0 - 2001:db8:70:2::/64 id 0");
    assertThat(told.stream().filter(line -> line.startsWith("down")))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("down 198.18.70.2: the router ended the session: administrative shutdown");
  }

  @Test
  void frrIsUnderstood() {
    List<String> told = told("frr-8.4.bmp");

    assertThat(told.getFirst()).isEqualTo("FRRouting 8.4.4 frr-lab");
    // Its own route, of a peer that it never said to be up.
    assertThat(told)
        .contains(
            "adj-rib-in-post 0.0.0.0 + 10.70.2.0/24 id 0 via 0.0.0.0",
            "up 198.18.70.1 with path ids",
            "adj-rib-in-post 198.18.70.1 + 10.70.1.0/24 id 0 via 198.18.70.1",
            "adj-rib-in-pre 198.18.70.1 - 10.70.1.0/24 id 0",
            "adj-rib-in-pre 198.18.70.1 - 2001:db8:70:1::/64 id 0");
    assertThat(told.stream().filter(line -> line.startsWith("down")).count()).isGreaterThan(1);
  }

  private List<String> told(String file) {
    return Vectors.captured(file).stream().flatMap(message -> told(message).stream()).toList();
  }

  private List<String> told(byte[] message) {
    return switch (BmpDecoder.decode(message)) {
      case BmpMessage.Initiation start ->
          List.of(start.description().orElseThrow() + " " + start.name().orElseThrow());
      case PeerUp up -> List.of(told(up));
      case BmpMessage.PeerDown down ->
          List.of("down " + down.peer().address() + ": " + down.text());
      case RouteMonitoring routes -> told(routes);
      case BmpMessage.Statistics figures -> {
        assertThat(figures.figures()).isNotEmpty();
        yield List.of();
      }
      case BmpDecoded other -> throw new AssertionError(other);
    };
  }

  private String told(PeerUp up) {
    boolean with = false;
    for (Table table : Table.values()) {
      ids.put(table, new PathIds(up.pathIds(table)));
      with |= !up.pathIds(table).isEmpty();
    }
    return "up " + up.peer().address() + (with ? " with path ids" : "");
  }

  private List<String> told(RouteMonitoring message) {
    Table table = message.peer().table();
    PathIds reading = ids.computeIfAbsent(table, _ -> new PathIds(Set.of()));
    MonitoredUpdate update =
        (MonitoredUpdate) reading.read(message.update(), message.peer().twoOctetAs());
    String head = table.text() + " " + message.peer().address();
    List<String> lines = new ArrayList<>();
    for (MonitoredUpdate.Routes routes : update.routes()) {
      routes.withdrawn().forEach(p -> lines.add(head + " - " + p.prefix() + " id " + p.pathId()));
      routes
          .announced()
          .forEach(
              p ->
                  lines.add(
                      head
                          + (" + " + p.prefix() + " id " + p.pathId())
                          + (" via " + routes.nextHop())));
    }
    return lines;
  }
}
