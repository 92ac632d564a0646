package io.podspan.console.problem;

import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.Reason;
import io.podspan.events.reason.ReasonText;
import io.podspan.events.reason.RouteReason;
import io.podspan.events.reason.Unrecognised;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** To which kind of cause a reason points. */
final class Reasons {
  private Reasons() {}

  /** The break is between the node that lacks the route and its reflectors. */
  static boolean ofOwnSession(@Nullable RouteReason reason) {
    return reason instanceof RouteReason.NoReflectorSession
        || reason instanceof RouteReason.ReflectorSessionDown
        || reason instanceof RouteReason.ReflectorUnreachable
        || reason instanceof RouteReason.SessionsUnread;
  }

  /** The break is before the reflector passes the route on, or nobody can say where it is. */
  static boolean ofOrigin(@Nullable RouteReason reason) {
    return reason == null
        || reason instanceof OriginReason
        || reason instanceof RouteReason.NotReceived
        || reason instanceof RouteReason.StaleRoute;
  }

  /** The interface that the break is at; empty when it is at none. */
  static Optional<String> device(@Nullable RouteReason reason) {
    return switch (reason) {
      case RouteReason.InterfaceDown down -> Optional.of(down.device());
      case RouteReason.AddressGone gone -> Optional.of(String.join(", ", gone.down()));
      case RouteReason.KernelHopDown hop -> Optional.of(hop.device() == null ? "" : hop.device());
      case null -> Optional.empty();
      case RouteReason.NoReflectorSession _,
          RouteReason.ReflectorSessionDown _,
          RouteReason.ReflectorUnreachable _,
          RouteReason.SessionsUnread _,
          OriginReason _,
          RouteReason.NotReceived _,
          RouteReason.WithheldByReflector _,
          RouteReason.RefusedByImportPolicy _,
          RouteReason.OtherNextHop _,
          RouteReason.OtherKernelRoute _,
          RouteReason.ForeignRoute _,
          RouteReason.StaleRoute _,
          RouteReason.MultipathPartlyWrong _,
          RouteReason.TunnelElsewhere _,
          RouteReason.OtherTable _,
          RouteReason.Shadowed _,
          RouteReason.KernelRefused _,
          RouteReason.NextHopOffSubnet _,
          RouteReason.NotInstalled _,
          RouteReason.RibUnread _,
          RouteReason.KernelUnread _,
          Unrecognised _ ->
          Optional.empty();
    };
  }

  /** It is not known whether the route lacks. */
  static boolean unread(@Nullable RouteReason reason) {
    return reason instanceof RouteReason.KernelUnread;
  }

  /** The node's router is known not to run, or to answer nothing. */
  static boolean routerIsDown(Symptom symptom) {
    return switch (symptom) {
      case Symptom.NodeUnread unread -> unread.why().contains(" does not run");
      case Symptom.MissingRoute missing -> missing.reason() instanceof OriginReason.RouterDown;
      case Symptom.SessionDown _,
          Symptom.FailingPair _,
          Symptom.RolloutStopped _,
          Symptom.NotMeasured _,
          Symptom.NotThere _,
          Symptom.Unmet _ ->
          false;
    };
  }

  /** The cluster whose API server is in the way; empty when it is something else. */
  static Optional<String> api(@Nullable PairReason reason) {
    return switch (reason) {
      case NotMeasured.ApiUnreachable away -> Optional.of(away.cluster());
      case NotMeasured.ApiError error -> Optional.of(error.cluster());
      case NotMeasured.AccessUnusable access -> Optional.of(access.cluster());
      case NotMeasured.LoginRefused refused -> Optional.of(refused.cluster());
      case null, default -> Optional.empty();
    };
  }

  /** What to do, empty when that is not known. */
  static String toDo(@Nullable Reason reason) {
    return reason == null ? "" : ReasonText.of(reason).toDo();
  }
}
