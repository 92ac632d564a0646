package io.podspan.servicekit.door;

import io.podspan.servicekit.door.caller.Callers;
import io.podspan.servicekit.door.request.HostNames;
import io.podspan.servicekit.door.request.Inspection;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/** The plain parts of the door, as configured. */
final class DoorParts {
  private static final Logger LOG = Logger.getLogger("io.podspan.door");

  @Produces
  @Singleton
  Callers callers(DoorSettings settings) {
    return new Callers(settings.callers().orElse(null), InstantSource.system(), LOG::warn);
  }

  @Produces
  @Singleton
  Inspection inspection(DoorSettings settings) {
    return new Inspection(new HostNames(settings.hosts().orElse(List.of())));
  }
}
