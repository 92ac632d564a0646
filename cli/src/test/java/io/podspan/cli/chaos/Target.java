package io.podspan.cli.chaos;

import io.podspan.cli.machine.Service;
import java.util.Arrays;
import java.util.Optional;

/** What a fault may befall: each service, and what they stand on. */
enum Target {
  REFLECTOR(Service.REFLECTOR),
  PEERING(Service.PEERING),
  COLLECTOR(Service.COLLECTOR),
  PROBES(Service.PROBES),
  CONSOLE(Service.CONSOLE),
  KAFKA(null),
  POSTGRES(null);

  private final Service service;

  Target(Service service) {
    this.service = service;
  }

  Optional<Service> service() {
    return Optional.ofNullable(service);
  }

  static Target of(Service service) {
    return Arrays.stream(values())
        .filter(target -> service.equals(target.service))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return service == null ? name().toLowerCase(java.util.Locale.ROOT) : service.module();
  }
}
