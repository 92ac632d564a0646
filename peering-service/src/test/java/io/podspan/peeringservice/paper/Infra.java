package io.podspan.peeringservice.paper;

import io.podspan.events.signature.SigningKey;
import io.podspan.testkit.RealInfrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Real Postgres and Kafka, a credentials folder of the tests, and less patience than usual. */
public final class Infra implements QuarkusTestResourceLifecycleManager {
  /** Where paper clusters put their kubeconfigs. */
  public static final Path CREDENTIALS = Path.of("target", "paper", "credentials").toAbsolutePath();

  private final RealInfrastructure real = new RealInfrastructure();

  @Override
  public Map<String, String> start() {
    real.init(Map.of("schema", "peering"));
    Map<String, String> config = new HashMap<>(real.start());
    config.put("podspan.credentials-dir", CREDENTIALS.toString());
    config.putAll(keysOfTheIntent());
    config.put("quarkus.log.file.enabled", "true");
    config.put("quarkus.log.file.path", "target/peering-test.log");
    config.put("quarkus.log.file.filter", "podspan-secrets");
    config.put("podspan.rollout.gate-timeout", "8s");
    config.put("podspan.rollout.route-timeout", "8s");
    config.put("podspan.rollout.probe-timeout", "2s");
    config.put("podspan.rollout.router-gate-timeout", "100ms");
    config.put("podspan.rollout.restart-timeout", "30s");
    config.put("podspan.rollout.check-timeout", "15s");
    config.put("podspan.rollout.leave-timeout", "2s");
    config.put("podspan.rollout.api-timeout", "30s");
    return config;
  }

  private static Map<String, String> keysOfTheIntent() {
    try {
      Path trusted =
          Files.createDirectories(Path.of("target", "paper", "trusted").toAbsolutePath());
      Path signing = trusted.resolveSibling("signing.pem");
      if (!Files.exists(signing)) {
        SigningKey key = SigningKey.generate();
        Files.writeString(trusted.resolve("key.pem"), key.trusted().toPem());
        Files.writeString(signing, key.toPem());
      }
      return Map.of(
          "podspan.intent.signing-key",
          signing.toString(),
          "podspan.intent.trusted-keys",
          trusted.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    real.stop();
  }
}
