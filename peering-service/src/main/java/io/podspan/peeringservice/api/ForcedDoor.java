package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.change.StrandedKey;
import io.podspan.peeringservice.peering.drift.Leftover;
import io.podspan.peeringservice.peering.intent.ForcedWithdrawals;
import io.podspan.peeringservice.peering.intent.Guard;
import io.podspan.servicekit.door.Requester;
import io.podspan.servicekit.door.caller.Role;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Withdrawals by force, for the role admin: routers are left as they are. */
@ApplicationScoped
public class ForcedDoor {
  private final ForcedWithdrawals withdrawals;
  private final SecurityIdentity identity;
  private final Requester requester;

  @Inject
  public ForcedDoor(ForcedWithdrawals withdrawals, SecurityIdentity identity, Requester requester) {
    this.withdrawals = withdrawals;
    this.identity = identity;
    this.requester = requester;
  }

  Response withdraw(String name, Guard<Interconnect> guard) {
    if (!identity.hasRole(Role.ADMIN_NAME)) {
      throw new ForbiddenException();
    }
    return switch (withdrawals.withdraw(name, requester.name(), guard)) {
      case ForcedWithdrawals.Gone(List<Leftover> left) ->
          Response.ok(ForcedAnswer.of(name, left)).build();
      case ForcedWithdrawals.Unknown _ -> throw Problems.noInterconnect();
      case ForcedWithdrawals.KeysStranded(List<StrandedKey> keys) ->
          throw Problems.strandedByForce(keys);
    };
  }
}
