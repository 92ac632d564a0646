package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Right;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.Standing;
import java.util.List;
import java.util.Set;

/** Reads what {@link FakeApi} has. No use case writes by itself. */
record FakeDriver(RouterKind kind, FakeApi api) implements RouterDriver {
  @Override
  public Detection detect(Access access) {
    return Detection.none(List.of());
  }

  @Override
  public RouterReading read(Access access) {
    return api.router(access, kind);
  }

  @Override
  public boolean followsOthers() {
    return true;
  }

  @Override
  public Standing standing(Access access) {
    Standing ofFlags = RouterDriver.super.standing(access);
    return new Standing() {
      @Override
      public List<Drift> drift(Aim aim, List<RouterChange> written) {
        return ofFlags.drift(aim, written);
      }

      @Override
      public List<String> late(Aim aim, List<RouterChange> written, Set<String> done) {
        return api.late.getOrDefault(access.kubeconfig(), List.of());
      }

      @Override
      public boolean isOutdated(Aim aim) {
        return api.outdated.contains(access.kubeconfig()) && !aim.others().isEmpty();
      }
    };
  }

  @Override
  public List<Right> rights(Access access) {
    return List.of();
  }

  private static UnsupportedOperationException writes() {
    return new UnsupportedOperationException("only a rollout writes");
  }

  @Override
  public RouterOutcome.OfWrite apply(Access access, RouterChange change) {
    throw writes();
  }

  @Override
  public RouterOutcome.OfWrite revert(Access access, RouterChange change) {
    throw writes();
  }

  @Override
  public RouterOutcome.OfCheck checkNode(Access access, RouterChange change, String node) {
    throw writes();
  }

  @Override
  public RouterOutcome.OfRestart restartNode(
      Access access, RouterChange change, String node, String pod, String uid) {
    throw writes();
  }

  @Override
  public RouterOutcome.OfRestore restore(Access access, RouterChange change, List<String> away) {
    throw writes();
  }
}
