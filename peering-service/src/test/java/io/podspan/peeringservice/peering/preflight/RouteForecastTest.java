package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.peeringservice.peering.preflight.Proposals.PARIS;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.preflight.RouteForecast.Change;
import io.podspan.peeringservice.peering.preflight.RouteForecast.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which routes a declaration adds to which nodes, and takes from them. */
class RouteForecastTest {
  private static final Cluster LONDON = Samples.cluster("london", 2, Samples.KUBE_ROUTER);
  private static final List<Cluster> ALL = List.of(meshed(PARIS), meshed(TOKYO), meshed(LONDON));

  private static Cluster meshed(Cluster c) {
    return with(c, true);
  }

  private static Cluster with(Cluster c, boolean mesh) {
    return new Cluster(
        c.name(),
        c.cni(),
        c.cniVersion(),
        c.asn(),
        c.podCidrs(),
        c.serviceCidrs(),
        c.nodes(),
        c.access(),
        mesh);
  }

  private static RouteForecast declaring(List<Interconnect> present, String... clusters) {
    return RouteForecast.of(
        present, new InterconnectRequest("asia", List.of(clusters), List.of(REFLECTOR)), ALL);
  }

  private static Change of(RouteForecast forecast, String cluster) {
    return forecast.changes().stream()
        .filter(change -> change.cluster().equals(cluster))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachNodeGetsARouteForEachNodeOfTheOthers() {
    RouteForecast forecast = declaring(List.of(), "paris", "tokyo");
    assertThat(forecast.added()).isEqualTo(8);
    assertThat(forecast.taken()).isZero();
    Change paris = of(forecast, "paris");
    assertThat(paris.nodes()).isEqualTo(2);
    assertThat(paris.named()).containsExactly("paris-1", "paris-2");
    assertThat(paris.added().count()).isEqualTo(2);
    assertThat(paris.added().named())
        .containsExactly(
            new Route("10.3.1.0/24", "198.18.3.1", "tokyo/tokyo-1"),
            new Route("10.3.2.0/24", "198.18.3.2", "tokyo/tokyo-2"));
  }

  @Test
  void clustersThatAreJoinedElsewhereAlreadyGetNothingNew() {
    Interconnect other = Proposals.interconnect("world", "paris", "tokyo");
    assertThat(declaring(List.of(other), "paris", "tokyo"))
        .isEqualTo(new RouteForecast(0, 0, List.of()));
  }

  @Test
  void aChangedInterconnectTakesTheRoutesOfAClusterThatItNamesNoLonger() {
    Interconnect present = Proposals.interconnect("asia", "paris", "tokyo");
    RouteForecast forecast = declaring(List.of(present), "paris", "london");
    assertThat(forecast.changes())
        .extracting(Change::cluster)
        .containsExactly("paris", "tokyo", "london");
    assertThat(of(forecast, "paris").taken().named())
        .extracting(Route::from)
        .containsExactly("tokyo/tokyo-1", "tokyo/tokyo-2");
    assertThat(of(forecast, "paris").added().named())
        .extracting(Route::from)
        .containsExactly("london/london-1", "london/london-2");
    assertThat(of(forecast, "tokyo").added().count()).isZero();
    assertThat(forecast.added()).isEqualTo(8);
    assertThat(forecast.taken()).isEqualTo(8);
  }

  @Test
  void whatIsBeingWithdrawnDoesNotCount() {
    Interconnect leaving = Proposals.interconnect("world", "paris", "tokyo").beingWithdrawn();
    assertThat(declaring(List.of(leaving), "paris", "tokyo").added()).isEqualTo(8);
  }

  @Test
  void aClusterWhoseNodesDoNotPeerWithEachOtherGetsItsOwnRoutesToo() {
    RouteForecast forecast =
        RouteForecast.of(
            List.of(),
            new InterconnectRequest("asia", List.of("paris", "tokyo"), List.of(REFLECTOR)),
            List.of(with(PARIS, false), meshed(TOKYO)));
    assertThat(of(forecast, "paris").added().count()).isEqualTo(3);
    assertThat(of(forecast, "tokyo").added().count()).isEqualTo(2);
  }

  @Test
  void aNodeThatIsLeftOutNeitherAnnouncesNorGetsAny() {
    Node second = TOKYO.nodes().getLast();
    Cluster tokyo =
        meshed(TOKYO)
            .with(
                List.of(
                    TOKYO.nodes().getFirst(),
                    new Node(second.name(), second.address(), second.podCidrs(), "It is away.")));
    RouteForecast forecast =
        RouteForecast.of(
            List.of(),
            new InterconnectRequest("asia", List.of("paris", "tokyo"), List.of(REFLECTOR)),
            List.of(meshed(PARIS), tokyo));
    assertThat(of(forecast, "paris").added().count()).isEqualTo(1);
    assertThat(of(forecast, "tokyo").nodes()).isEqualTo(1);
  }

  /** 200 clusters of 50 nodes: 99.5 million routes, of which the answer names a few. */
  @Test
  void largeFleetsAreCountedAndNotListed() {
    List<Cluster> fleet = new ArrayList<>();
    for (int c = 0; c < 200; c++) {
      int cluster = c;
      fleet.add(
          meshed(
              Samples.cluster("c" + c, 1, Samples.KUBE_ROUTER)
                  .with(
                      IntStream.range(0, 50)
                          .mapToObj(
                              n ->
                                  new Node(
                                      "n" + n,
                                      "198.18." + cluster + "." + n,
                                      Samples.cidrs("10." + cluster + "." + n + ".0/24")))
                          .toList())));
    }
    RouteForecast forecast =
        RouteForecast.of(
            List.of(),
            new InterconnectRequest(
                "all", fleet.stream().map(Cluster::name).toList(), List.of(REFLECTOR)),
            fleet);
    assertThat(forecast.added()).isEqualTo(200L * 50 * 199 * 50);
    assertThat(forecast.changes()).hasSize(200);
    assertThat(forecast.changes().stream().mapToInt(c -> c.added().named().size()).sum())
        .isEqualTo(20 * 20);
    assertThat(forecast.changes()).allMatch(change -> change.named().size() <= 20);
  }
}
