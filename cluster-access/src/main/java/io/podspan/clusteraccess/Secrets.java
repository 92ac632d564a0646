package io.podspan.clusteraccess;

import io.fabric8.kubernetes.client.Config;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

  /**
   * Those of a client.
   *
   * @param keys PEM or base64 of its private keys
   */
  static Secrets of(Config config, List<String> keys) {
    Set<String> values = new LinkedHashSet<>();
    add(values, config.getOauthToken());
    add(values, config.getPassword());
    if (config.getPassword() != null) {
      add(
          values,
          Objects.requireNonNullElse(config.getUsername(), "") + ":" + config.getPassword());
    }
    keys.forEach(key -> add(values, key));
    return new Secrets(List.copyOf(values));
  }

  /** Those of all of them. */
  static Secrets of(List<Secrets> several) {
    return new Secrets(several.stream().flatMap(s -> s.values.stream()).distinct().toList());
  }

  /** The value in the forms in which others quote it. */
  private static void add(Set<String> values, @Nullable String value) {
    if (value == null) {
      return;
    }
    addForms(values, value.strip());
    if (value.lines().count() > 1) {
      addForms(values, value);
      value.lines().filter(l -> !l.startsWith("-----")).forEach(l -> addForms(values, l.strip()));
    }
  }

  private static void addForms(Set<String> values, String value) {
    if (value.length() >= SHORTEST) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      values.add(value);
      values.add(Base64.getEncoder().encodeToString(bytes));
      values.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
      values.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      values.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
      values.add(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
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
