package io.podspan.servicekit.door;

import io.podspan.servicekit.door.caller.Caller;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Whose request the calling thread works on. */
@Singleton
public class Requester {
  private final SecurityIdentity identity;

  @Inject
  Requester(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** The caller's name; null where the service acts by itself, or nobody is known. */
  public @Nullable String name() {
    return Arc.container().requestContext().isActive()
        ? Identities.caller(identity).map(Caller::name).orElse(null)
        : null;
  }
}
