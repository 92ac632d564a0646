package io.podspan.routecollector.bmp;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.addresses.IpAddress;
import io.podspan.servicekit.follow.IntentFollower;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The station of this service, if the settings want one. */
@ApplicationScoped
public class BmpStation implements BmpView {
  private static final Logger LOG = Logger.getLogger(BmpStation.class);
  private static final int MOST_PORT = 65_535;

  private final BmpSettings settings;
  private final IntentFollower intent;
  private final MeterRegistry registry;
  private volatile @Nullable Station station;

  @Inject
  public BmpStation(BmpSettings settings, IntentFollower intent, MeterRegistry registry) {
    this.settings = settings;
    this.intent = intent;
    this.registry = registry;
  }

  void start(@Observes StartupEvent event) {
    settings.listen().ifPresent(this::listen);
  }

  private void listen(String where) {
    Limits limits =
        new Limits(settings.routers(), settings.peers(), settings.routesOfOne(), settings.routes());
    Guests guests = Guests.of(settings.from().orElse(List.of()), this::isNode);
    Station made =
        new Station(
            guests, this::nodesAreKnown, limits, new BmpMetrics(registry), Clock.systemUTC());
    made.listen(address(where));
    LOG.infof("BMP: routers may connect to %s", where);
    station = made;
    Gauge.builder("podspan_bmp_routes", made, Station::routeCount)
        .description("Routes that routers tell by BMP")
        .register(registry);
  }

  /**
   * @throws IllegalArgumentException of a text that is no address and port
   */
  static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    Optional<IpAddress> address =
        colon < 0 ? Optional.empty() : IpAddress.parse(unbracketed(text.substring(0, colon)));
    String port = text.substring(colon + 1);
    if (address.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > MOST_PORT) {
      throw new IllegalArgumentException(
          "podspan.collector.bmp.listen: \""
              + text
              + "\" is not ADDRESS:PORT. Write 0.0.0.0:11019 or [::]:11019.");
    }
    return new InetSocketAddress(address.get().toInetAddress(), Integer.parseInt(port));
  }

  private static String unbracketed(String text) {
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }

  /** From Kafka, or as they were kept. */
  private boolean nodesAreKnown() {
    return intent.caughtUp() || !intent.world().clusters().isEmpty();
  }

  private boolean isNode(IpAddress address) {
    return intent.world().clusters().values().stream()
        .flatMap(cluster -> cluster.nodes().stream())
        .anyMatch(node -> IpAddress.parse(node.address()).filter(address::equals).isPresent());
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
    Station running = station;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public boolean listens() {
    return station != null;
  }

  @Override
  public List<RouterRow> routers() {
    Station running = station;
    return running == null ? List.of() : running.routers();
  }

  @Override
  public List<RouterRow> routers(IpAddress address) {
    Station running = station;
    return running == null ? List.of() : running.routers(address);
  }

  @Override
  public RoutePage routes(IpAddress address, Query query) {
    Station running = station;
    return running == null ? new RoutePage(List.of(), 0) : running.routes(address, query);
  }

  @Override
  public Optional<Rib> rib(IpAddress address, boolean withRoutes) {
    Station running = station;
    return running == null ? Optional.empty() : running.rib(address, withRoutes);
  }

  @Override
  public Set<IpAddress> told() {
    Station running = station;
    return running == null ? Set.of() : running.told();
  }
}
