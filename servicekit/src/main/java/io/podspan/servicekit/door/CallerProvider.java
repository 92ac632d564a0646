package io.podspan.servicekit.door;

import io.podspan.servicekit.door.caller.Caller;
import io.podspan.servicekit.door.caller.Callers;
import io.podspan.servicekit.door.entrance.Sessions;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * From a token, or the cookie of a session, to its caller. Files are read on a worker thread, at
 * most once a second.
 */
@Singleton
public class CallerProvider implements IdentityProvider<TokenAuthenticationRequest> {
  /** Types of credentials. */
  static final String BEARER = "bearer";

  static final String SESSION = "session";

  private final Callers callers;
  private final Sessions sessions;

  @Inject
  CallerProvider(Callers callers, Sessions sessions) {
    this.callers = callers;
    this.sessions = sessions;
  }

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    TokenCredential secret = request.getToken();
    if (callers.isCurrent()) {
      return Uni.createFrom().item(() -> identity(secret));
    }
    return context.runBlocking(
        () -> {
          callers.refresh();
          return identity(secret);
        });
  }

  private SecurityIdentity identity(TokenCredential secret) {
    Optional<Caller> caller =
        secret.getType().equals(SESSION)
            ? sessions.of(secret.getToken())
            : callers.holding(secret.getToken());
    return caller.map(Identities::of).orElseThrow(AuthenticationFailedException::new);
  }
}
