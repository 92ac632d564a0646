package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.kubernetes.ShellWords;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Remains;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.List;
import java.util.Map;

/**
 * Our peers in the flags of a DaemonSet that cannot be asked, by what was written last. Pure.
 *
 * <p>The commands edit, and replace no list of flags: it may have changed since.
 */
final class FlagRemains {
  private FlagRemains() {}

  static List<Remains> of(Aim leave, List<RouterChange> written) {
    return written.reversed().stream()
        .filter(change -> change.driver().equals(FlagChange.DRIVER))
        .findFirst()
        .map(FlagChange::of)
        .map(last -> of(leave, last))
        .orElse(List.of());
  }

  private static List<Remains> of(Aim leave, FlagChange last) {
    List<String> lines = back(leave, last).toChange().diff();
    String set = "DaemonSet " + last.namespace() + "/" + last.daemonSet();
    return lines.isEmpty()
        ? List.of()
        : List.of(
            new Remains(
                last.annotations() == null ? set : set + " and annotations of its nodes",
                lines,
                commands(last)));
  }

  private static FlagChange back(Aim leave, FlagChange last) {
    try {
      return new FlagChange(
          last.namespace(),
          last.daemonSet(),
          last.container(),
          last.field(),
          last.wanted(),
          new PeerFlags(List.of(), Map.of()).without(last.wanted(), leave.unwanted()),
          last.strategy(),
          last.annotations() == null ? null : last.annotations().reversed(),
          null,
          null);
    } catch (UnusablePeersException e) {
      // A flag has a variable, whose value only the cluster knows: the whole change is what is
      // left.
      return last.reversed();
    }
  }

  /** The annotation and OnDelete are there only where a rollout did not end. */
  private static List<String> commands(FlagChange last) {
    if (!ShellWords.arePlain(last.namespace(), last.daemonSet()) || last.strategy().contains("'")) {
      return List.of();
    }
    String kubectl = "kubectl -n " + last.namespace() + " ";
    String set = "daemonset " + last.daemonSet();
    return List.of(
        kubectl + "edit " + set,
        kubectl + "annotate " + set + " " + RouterDaemonSet.FORMER_STRATEGY + "-",
        kubectl
            + "patch "
            + set
            + " --type=merge -p '{\"spec\":{\"updateStrategy\":"
            + last.strategy()
            + "}}'");
  }
}
