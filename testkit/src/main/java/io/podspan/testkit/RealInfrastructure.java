package io.podspan.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the service under test a real Kafka and, when the argument {@code schema} names one, a
 * login to its schema of a real Postgres.
 */
public final class RealInfrastructure implements QuarkusTestResourceLifecycleManager {
  private @Nullable String schema;

  @Override
  public void init(Map<String, String> arguments) {
    schema = arguments.get("schema");
  }

  @Override
  public Map<String, String> start() {
    // A test that failed halfway may have left a server stopped.
    Infrastructure.startPostgres();
    Infrastructure.startKafka();
    Map<String, String> config = new HashMap<>();
    config.put("kafka.bootstrap.servers", Infrastructure.bootstrapServers());
    config.put("quarkus.devservices.enabled", "false");
    if (schema != null) {
      config.put("quarkus.datasource.jdbc.url", Infrastructure.jdbcUrl());
      config.put("quarkus.datasource.username", schema);
      config.put("quarkus.datasource.password", Infrastructure.password(schema));
    }
    return config;
  }

  /** Does nothing: the next Quarkus of this JVM uses the same servers. They end with the JVM. */
  @Override
  public void stop() {}
}
