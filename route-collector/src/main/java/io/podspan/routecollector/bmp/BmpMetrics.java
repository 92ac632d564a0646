package io.podspan.routecollector.bmp;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.bgp.wire.bmp.BmpFault;
import io.podspan.bgp.wire.bmp.BmpMessage;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Figures of the station. Called on its thread. */
final class BmpMetrics implements RouterLink.Listener {
  private final MeterRegistry registry;
  private final AtomicInteger connections = new AtomicInteger();

  BmpMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("podspan_bmp_connections", connections, AtomicInteger::get)
        .description("Connections of routers that speak BMP")
        .register(registry);
  }

  @Override
  public void opened(RouterLink link) {
    connections.incrementAndGet();
  }

  @Override
  public void message(BmpMessage message) {
    String type = BmpMessage.name(message.type()).toLowerCase(Locale.ROOT).replace(' ', '-');
    registry.counter("podspan_bmp_messages", "type", known(message) ? type : "unknown").increment();
  }

  private static boolean known(BmpMessage message) {
    return !(message instanceof BmpMessage.Unknown);
  }

  @Override
  public void fault(BmpFault fault) {
    registry.counter("podspan_bmp_faults", "kind", fault.kind().tag()).increment();
  }

  @Override
  public void closed(RouterLink link) {
    connections.decrementAndGet();
  }
}
