package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.LeftRoutes;
import io.podspan.peeringservice.peering.router.Right;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Routers whose caller may die before and after each action. */
final class KillableRouters implements RouterDriver {
  private final RouterDriver routers;
  private final KillSwitch kill;

  KillableRouters(RouterDriver routers, KillSwitch kill) {
    this.routers = routers;
    this.kill = kill;
  }

  private <T> T act(String what, Supplier<T> action) {
    kill.point("before " + what);
    T result = action.get();
    kill.point("after " + what);
    return result;
  }

  @Override
  public RouterKind kind() {
    return routers.kind();
  }

  @Override
  public Detection detect(Access access) {
    return routers.detect(access);
  }

  @Override
  public List<Right> rights(Access access) {
    return routers.rights(access);
  }

  @Override
  public RouterReading read(Access access) {
    return act("read", () -> routers.read(access));
  }

  @Override
  public RouterOutcome.OfWrite apply(Access access, RouterChange change) {
    return act("apply", () -> routers.apply(access, change));
  }

  @Override
  public RouterOutcome.OfWrite revert(Access access, RouterChange change) {
    return act("revert", () -> routers.revert(access, change));
  }

  @Override
  public Optional<String> written(Access access, RouterChange change) {
    return routers.written(access, change);
  }

  @Override
  public RouterOutcome.OfCheck checkNode(Access access, RouterChange change, String node) {
    return act("checkNode " + node, () -> routers.checkNode(access, change, node));
  }

  @Override
  public RouterOutcome.OfRestart restartNode(
      Access access, RouterChange change, String node, String pod, String uid) {
    return act("restartNode " + node, () -> routers.restartNode(access, change, node, pod, uid));
  }

  @Override
  public Optional<String> removeRoutes(Access access, Set<String> nodes, LeftRoutes routes) {
    return act("removeRoutes", () -> routers.removeRoutes(access, nodes, routes));
  }

  @Override
  public RouterOutcome.OfRestore restore(Access access, RouterChange change, List<String> nodes) {
    return act("restore", () -> routers.restore(access, change, nodes));
  }
}
