package io.podspan.probeservice.kubernetes;

import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the clients of this service, on the service's own event loops. */
@Dependent
public class ClusterAccess {
  @Produces
  @Singleton
  ClusterClients clients(
      Vertx vertx, @ConfigProperty(name = "podspan.credentials-dir") Path credentials) {
    return new ClusterClients(new Credentials(credentials), vertx);
  }

  void close(@Disposes ClusterClients clients) {
    clients.close();
  }
}
