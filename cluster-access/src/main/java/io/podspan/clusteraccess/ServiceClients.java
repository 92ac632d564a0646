package io.podspan.clusteraccess;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The clients of a Quarkus service as a bean: credentials from the folder {@code
 * podspan.credentials-dir}. Other programs make their {@link ClusterClients} themselves.
 */
@Dependent
public class ServiceClients {
  @Produces
  @Singleton
  ClusterClients clients(@ConfigProperty(name = "podspan.credentials-dir") Path credentials) {
    return new ClusterClients(new Credentials(credentials));
  }

  /** For the log, which is written by others as well. */
  @Produces
  @Singleton
  @Named("secrets-of-clusters")
  UnaryOperator<String> secrets(ClusterClients clients) {
    return clients::withoutSecrets;
  }

  void close(@Disposes ClusterClients clients) {
    clients.close();
  }
}
