package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.Right;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.List;

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
