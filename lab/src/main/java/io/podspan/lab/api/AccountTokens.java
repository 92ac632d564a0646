package io.podspan.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of service accounts, as TokenRequest gives them. The lab has no RBAC: such a token may do
 * everything, as long as its account is there and its time has not ended.
 */
final class AccountTokens {
  private static final int BYTES = 32;
  private static final String SCHEME = "Bearer ";
  private static final long SHORTEST_SECONDS = 600;
  private static final long USUAL_SECONDS = 3600;

  private final ObjectStore store;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Issued> issued = new ConcurrentHashMap<>();

  private record Issued(ObjectKey account, Instant until) {}

  AccountTokens(ObjectStore store) {
    this.store = store;
  }

  /**
   * @throws ApiException 404 when there is no such account
   */
  ObjectNode issue(ApiRequest asked, String body) {
    if (!asked.type().equals(ResourceType.SERVICE_ACCOUNT) || !asked.verb().equals("create")) {
      throw ApiException.noSuchPath();
    }
    store.get(asked.key());
    if (!(Json.parse(body) instanceof ObjectNode request)) {
      throw ApiException.badRequest("a TokenRequest is a JSON object");
    }
    long seconds = request.at("/spec/expirationSeconds").asLong(USUAL_SECONDS);
    if (seconds < SHORTEST_SECONDS) {
      throw new ApiException(
          422,
          "Invalid",
          "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value:"
              + " may not specify a duration less than 10 minutes");
    }
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Instant until = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
    issued.put(token, new Issued(asked.key(), until));
    request.putObject("status").put("token", token).put("expirationTimestamp", until.toString());
    return request;
  }

  Optional<Identity> authenticate(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      return Optional.empty();
    }
    return Optional.ofNullable(issued.get(authorization.substring(SCHEME.length())))
        .filter(token -> token.until().isAfter(Instant.now()))
        .filter(token -> store.find(token.account()).isPresent())
        .map(_ -> Identity.ADMIN);
  }
}
