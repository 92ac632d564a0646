package io.podspan.peeringservice.peering.router;

import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.RouterKind;
import java.util.List;
import java.util.stream.Collectors;

/** The registered drivers, one per kind of router. */
public final class Routers {
  private final List<RouterDriver> drivers;

  public Routers(List<RouterDriver> drivers) {
    this.drivers = List.copyOf(drivers);
  }

  public List<RouterDriver> all() {
    return drivers;
  }

  /** The supported kinds, in the order of registration. */
  public List<RouterKind> kinds() {
    return drivers.stream().map(RouterDriver::kind).toList();
  }

  /**
   * The driver of a kind.
   *
   * @throws ClusterFaultException when this version has none
   */
  public RouterDriver of(RouterKind kind) {
    return drivers.stream()
        .filter(driver -> driver.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> unsupported(kind));
  }

  private ClusterFaultException unsupported(RouterKind kind) {
    String supported = kinds().stream().map(RouterKind::name).collect(Collectors.joining(", "));
    return new ClusterFaultException(
        new ClusterFault.Unsupported(
            "This version of Podspan does not support the router " + kind + ".",
            "Use a version that supports it. This one supports: " + supported + "."));
  }
}
