package io.podspan.servicekit.door;

import io.podspan.servicekit.door.caller.Caller;
import io.podspan.servicekit.door.caller.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** Callers as Quarkus knows them, and back. */
public final class Identities {
  private Identities() {}

  static SecurityIdentity of(Caller caller) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(caller.name()))
        .addRoles(caller.role().included())
        .build();
  }

  /** Empty for whoever is not known. */
  public static Optional<Caller> caller(SecurityIdentity identity) {
    if (identity.isAnonymous()) {
      return Optional.empty();
    }
    return Arrays.stream(Role.values())
        .filter(role -> identity.hasRole(role.text()))
        .max(Comparator.naturalOrder())
        .map(role -> new Caller(identity.getPrincipal().getName(), role));
  }
}
