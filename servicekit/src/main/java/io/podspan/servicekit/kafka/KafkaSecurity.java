package io.podspan.servicekit.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.eclipse.microprofile.config.Config;

/**
 * TLS and login to Kafka: {@code podspan.kafka.*} of the configuration as settings of a client.
 * Files are read each time, so a password that is changed holds for the next client.
 */
final class KafkaSecurity {
  private static final String PREFIX = "podspan.kafka.";
  static final String TLS = PREFIX + "tls";
  static final String CA_FILE = PREFIX + "ca-file";
  static final String CERTIFICATE_FILE = PREFIX + "certificate-file";
  static final String KEY_FILE = PREFIX + "key-file";
  static final String USERNAME = PREFIX + "username";
  static final String PASSWORD_FILE = PREFIX + "password-file";
  static final String MECHANISM = PREFIX + "mechanism";

  private static final String PEM = "PEM";
  private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
  private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
  private static final Map<String, String> MODULES =
      Map.of("SCRAM-SHA-512", SCRAM, "SCRAM-SHA-256", SCRAM, "PLAIN", PLAIN);

  private final Config config;

  KafkaSecurity(Config config) {
    this.config = config;
  }

  /**
   * What a client needs besides its other settings; empty without TLS.
   *
   * @throws KafkaException that names the setting which is wrong or whose file cannot be read
   */
  Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    boolean tls = config.getOptionalValue(TLS, Boolean.class).orElse(false);
    boolean login = text(USERNAME).isPresent();
    if (login && !tls) {
      throw new KafkaException(
          USERNAME + " is set and " + TLS + " is not: a password is sent over TLS only");
    }
    if (tls) {
      settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, login ? "SASL_SSL" : "SSL");
      trust(settings);
      identify(settings);
    }
    if (login) {
      logIn(settings);
    }
    return settings;
  }

  private void trust(Map<String, Object> settings) {
    text(CA_FILE)
        .ifPresent(
            file -> {
              settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
              settings.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, read(CA_FILE, file));
            });
  }

  private void identify(Map<String, Object> settings) {
    text(CERTIFICATE_FILE)
        .ifPresent(
            file -> {
              String key = text(KEY_FILE).orElseThrow(() -> missing(KEY_FILE, CERTIFICATE_FILE));
              settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
              settings.put(
                  SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, read(CERTIFICATE_FILE, file));
              settings.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, read(KEY_FILE, key));
            });
  }

  private void logIn(Map<String, Object> settings) {
    String mechanism = text(MECHANISM).orElse("SCRAM-SHA-512");
    String module = MODULES.get(mechanism);
    if (module == null) {
      throw new KafkaException(
          MECHANISM + " is " + mechanism + ", not SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN");
    }
    String file = text(PASSWORD_FILE).orElseThrow(() -> missing(PASSWORD_FILE, USERNAME));
    String password = read(PASSWORD_FILE, file).strip();
    if (password.isEmpty() || password.chars().anyMatch(c -> c < ' ')) {
      throw new KafkaException(PASSWORD_FILE + ": " + file + " does not hold one line");
    }
    settings.put(SaslConfigs.SASL_MECHANISM, mechanism);
    settings.put(
        SaslConfigs.SASL_JAAS_CONFIG,
        "%s required username=%s password=%s;"
            .formatted(module, quoted(text(USERNAME).orElseThrow()), quoted(password)));
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private Optional<String> text(String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }

  private static String read(String setting, String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new KafkaException(
          setting + ": cannot read " + file + " (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static KafkaException missing(String setting, String because) {
    return new KafkaException(setting + " is missing: " + because + " is set");
  }
}
