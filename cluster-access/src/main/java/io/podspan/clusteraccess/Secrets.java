package io.podspan.clusteraccess;

import io.fabric8.kubernetes.client.Config;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What no text may hold that goes into logs, events and answers. Servers, proxies and libraries may
 * quote what they were sent, so their words pass through here first.
 */
final class Secrets {
  /** Without the secrets of a kubeconfig: only what looks like one is hidden. */
  static final Secrets UNKNOWN = new Secrets(List.of());

  /** Shorter values are parts of usual words. */
  private static final int SHORTEST = 4;

  private static final String HIDDEN = "***";

  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}");
  private static final Pattern JSON_WEB_TOKEN =
      Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,}(\\.[A-Za-z0-9_-]*){1,2}");
  private static final Pattern USER_OF_URL = Pattern.compile("(?<=://)[^/\\s@]+@");
  private static final Pattern KEY_MATERIAL =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*-----|$)", Pattern.DOTALL);

  private final List<String> values;

  private Secrets(List<String> values) {
    this.values =
        values.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  /** Those of these clients. */
  static Secrets of(List<Config> configs) {
    List<String> values = new ArrayList<>();
    for (Config config : configs) {
      add(values, config.getOauthToken());
      add(values, config.getPassword());
      if (config.getPassword() != null) {
        String pair =
            Objects.requireNonNullElse(config.getUsername(), "") + ":" + config.getPassword();
        add(values, Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return new Secrets(values);
  }

  private static void add(List<String> values, @Nullable String value) {
    if (value != null && value.length() >= SHORTEST) {
      values.add(value);
    }
  }

  /** The text without them. */
  String hiddenIn(String text) {
    String clean = text;
    for (String value : values) {
      clean = clean.replace(value, HIDDEN);
    }
    clean = KEY_MATERIAL.matcher(clean).replaceAll(HIDDEN);
    clean = AUTHORIZATION.matcher(clean).replaceAll("$1 " + HIDDEN);
    clean = JSON_WEB_TOKEN.matcher(clean).replaceAll(HIDDEN);
    return USER_OF_URL.matcher(clean).replaceAll(HIDDEN + "@");
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "Secrets[" + values.size() + "]";
  }
}
