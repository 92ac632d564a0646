package io.podspan.lab.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bearer token for each identity, new for every run of a lab. */
public final class Tokens {
  private static final int BYTES = 32;
  private static final String SCHEME = "Bearer ";

  private final Map<Identity, String> tokens = new EnumMap<>(Identity.class);

  public Tokens() {
    var random = new SecureRandom();
    for (Identity identity : Identity.values()) {
      byte[] secret = new byte[BYTES];
      random.nextBytes(secret);
      tokens.put(identity, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }
  }

  /** The secret that a kubeconfig of this identity carries. */
  public String of(Identity identity) {
    return Objects.requireNonNull(tokens.get(identity));
  }

  /** Compares in constant time. */
  Optional<Identity> authenticate(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      return Optional.empty();
    }
    byte[] given = authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
    return tokens.entrySet().stream()
        .filter(e -> MessageDigest.isEqual(e.getValue().getBytes(StandardCharsets.UTF_8), given))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public String toString() {
    return "Tokens[hidden]";
  }
}
