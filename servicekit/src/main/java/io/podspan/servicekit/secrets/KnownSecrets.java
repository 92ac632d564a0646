package io.podspan.servicekit.secrets;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** Tells the log which settings are secrets, and who knows others. */
@ApplicationScoped
public class KnownSecrets {
  private static final List<String> ENDINGS =
      List.of("password", "passphrase", "secret", "token", "jaas.config", "keystore.key");

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

  private final Config config;
  private final Instance<UnaryOperator<String>> clusters;

  @Inject
  public KnownSecrets(
      Config config, @Named("secrets-of-clusters") Instance<UnaryOperator<String>> clusters) {
    this.config = config;
    this.clusters = clusters;
  }

  /** Before anything connects. */
  void start(@Observes @Priority(1) StartupEvent event) {
    HiddenWords.know(values(config), clusters.stream().toList());
  }

  static List<String> values(Config config) {
    List<String> values = new ArrayList<>();
    StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(KnownSecrets::isSecret)
        .flatMap(name -> config.getOptionalValue(name, String.class).stream())
        .flatMap(KnownSecrets::parts)
        .forEach(values::add);
    return values;
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replace('_', '.');
    return ENDINGS.stream().anyMatch(lower::endsWith);
  }

  /** The value, and what is in quotes in it: the password in the login module of Kafka. */
  private static Stream<String> parts(String value) {
    Matcher quoted = QUOTED.matcher(value);
    List<String> parts = new ArrayList<>(List.of(value));
    while (quoted.find()) {
      parts.add(quoted.group(1));
    }
    return parts.stream();
  }
}
