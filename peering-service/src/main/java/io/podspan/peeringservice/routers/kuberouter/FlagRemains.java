package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.kubernetes.ObjectPatch;
import io.podspan.peeringservice.kubernetes.RouterSecrets;
import io.podspan.peeringservice.kubernetes.ShellWords;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Remains;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Our peers in the flags of a DaemonSet, or in annotations of its nodes, that cannot be asked, by
 * what was written last. Pure.
 *
 * <p>The commands edit, and replace no list of flags: it may have changed since.
 */
final class FlagRemains {
  private FlagRemains() {}

  static List<Remains> of(Aim leave, List<RouterChange> written) {
    List<FlagChange> all =
        written.stream()
            .filter(change -> change.driver().equals(FlagChange.DRIVER))
            .map(FlagChange::of)
            .toList();
    if (all.isEmpty()) {
      return List.of();
    }
    List<Remains> remains = new ArrayList<>();
    inFlags(leave, all.getLast()).ifPresent(remains::add);
    inAnnotations(leave, all).ifPresent(remains::add);
    return remains;
  }

  private static Optional<Remains> inFlags(Aim leave, FlagChange last) {
    List<String> lines = back(leave, last).toChange().diff();
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new Remains("DaemonSet " + shown(last), lines, commands(leave, last)));
  }

  /** A router reads them at its start only, so it has its peers until then. */
  private static Optional<Remains> inAnnotations(Aim leave, List<FlagChange> all) {
    FlagChange last = all.getLast();
    List<AnnotationChange> written =
        all.stream().flatMap(change -> Stream.ofNullable(change.annotations())).toList();
    AnnotationChange back = AnnotationRemains.back(written, leave.unwanted());
    if (back.nodes().isEmpty()) {
      return Optional.empty();
    }
    List<String> commands = new ArrayList<>(AnnotationRemains.commands(back));
    if (ShellWords.arePlain(last.namespace(), last.daemonSet())) {
      commands.add(
          "kubectl -n " + last.namespace() + " rollout restart daemonset " + last.daemonSet());
    }
    return Optional.of(
        new Remains("annotations of the nodes of DaemonSet " + shown(last), back.diff(), commands));
  }

  private static String shown(FlagChange change) {
    return change.namespace() + "/" + change.daemonSet();
  }

  private static FlagChange back(Aim leave, FlagChange last) {
    PeerFlags peers = new PeerFlags(List.of(), Map.of(), files(last));
    try {
      String asked = last.asked("");
      ServiceFlag services =
          new ServiceFlag(peers.without(last.wanted(), leave.unwanted()), asked)
              .forInterconnect(leave.interconnect(), false, List.of(), Map.of());
      return new FlagChange(
          last.namespace(),
          last.daemonSet(),
          last.container(),
          last.field(),
          last.wanted(),
          services.flags(),
          last.strategy(),
          null,
          asked,
          services.askedBy(),
          last.passwordsAfter(),
          last.passwordsAfter() == null ? null : PeerPasswords.of(peers.all(services.flags())));
    } catch (UnusablePeersException e) {
      // A flag has a variable, whose value only the cluster knows: the whole change is what is
      // left.
      return new FlagChange(
          last.namespace(),
          last.daemonSet(),
          last.container(),
          last.field(),
          last.wanted(),
          last.former(),
          last.strategy());
    }
  }

  private static Map<String, String> files(FlagChange last) {
    return last.passwordsAfter() == null
        ? Map.of()
        : PeerPasswords.byAddress(last.passwordsAfter().annotation());
  }

  private static ObjectPatch released(FlagChange last) {
    return ObjectPatch.open()
        .annotations(
            false,
            List.of(RouterDaemonSet.FORMER_STRATEGY),
            Map.of(RouterDaemonSet.FORMER_STRATEGY, last.strategy()),
            Map.of())
        .add("/spec/updateStrategy", Serialization.unmarshal(last.strategy(), Map.class));
  }

  /**
   * The annotation of the former strategy and OnDelete are there only where a rollout did not end:
   * the patch holds for no other state.
   */
  private static List<String> commands(Aim leave, FlagChange last) {
    if (!ShellWords.arePlain(last.namespace(), last.daemonSet()) || last.strategy().contains("'")) {
      return List.of();
    }
    String kubectl = "kubectl -n " + last.namespace() + " ";
    String set = "daemonset " + last.daemonSet();
    List<String> commands = new ArrayList<>();
    commands.add(kubectl + "edit " + set);
    commands.add(kubectl + "patch " + set + " --type=json -p '" + released(last).json() + "'");
    back(leave, last)
        .uselessSecret()
        .map(secret -> RouterSecrets.commandToRemove(last.namespace(), secret))
        .ifPresent(commands::add);
    return commands;
  }
}
