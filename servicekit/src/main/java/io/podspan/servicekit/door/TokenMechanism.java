package io.podspan.servicekit.door;

import io.podspan.servicekit.door.entrance.Sessions;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Knows a caller by {@code Authorization: Bearer} (RFC 6750), else by the cookie of a session. A
 * token that nobody has is refused also where none is needed: whoever sends one wants to be known.
 */
@Singleton
public class TokenMechanism implements HttpAuthenticationMechanism {
  private static final String BEARER = "bearer ";
  private static final String REFUSED = TokenMechanism.class.getName();

  private final Answers answers;

  @Inject
  TokenMechanism(Answers answers) {
    this.answers = answers;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager ids) {
    List<String> headers = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (headers.isEmpty()) {
      return bySession(context, ids);
    }
    context.put(REFUSED, true);
    String header = headers.getFirst();
    if (headers.size() > 1 || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Uni.createFrom().failure(new AuthenticationFailedException());
    }
    String token = header.substring(BEARER.length()).strip();
    return ids.authenticate(request(token, CallerProvider.BEARER));
  }

  /** Cookies know no ports: one that is not ours may be another service's, and counts as none. */
  private static Uni<SecurityIdentity> bySession(
      RoutingContext context, IdentityProviderManager ids) {
    Cookie cookie = context.request().getCookie(Sessions.COOKIE);
    return cookie == null
        ? Uni.createFrom().nullItem()
        : ids.authenticate(request(cookie.getValue(), CallerProvider.SESSION))
            .onFailure(AuthenticationFailedException.class)
            .recoverWithNull();
  }

  private static TokenAuthenticationRequest request(String secret, String kind) {
    return new TokenAuthenticationRequest(new TokenCredential(secret, kind));
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", Answers.CHALLENGE));
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    answers.refuse(
        context, context.get(REFUSED) == null ? Answers.whoAreYou() : Answers.unknownToken());
    return Uni.createFrom().item(true);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(TokenAuthenticationRequest.class);
  }
}
