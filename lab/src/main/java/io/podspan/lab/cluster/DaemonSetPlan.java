package io.podspan.lab.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the DaemonSet controller does next, given what is there.
 *
 * @param create nodes that need a pod
 * @param delete pods to delete first
 */
record DaemonSetPlan(List<String> create, List<String> delete) {
  /** A pod of the DaemonSet. */
  record Member(String pod, String node, String hash, boolean ready, boolean terminating) {}

  DaemonSetPlan {
    create = List.copyOf(create);
    delete = List.copyOf(delete);
  }

  /**
   * A node without a pod gets one from the newest template, with either strategy. Only
   * RollingUpdate deletes old pods by itself, and only while enough others are ready.
   *
   * @param newest hash of the newest template
   */
  static DaemonSetPlan decide(
      List<String> nodes,
      List<Member> members,
      String newest,
      boolean rolling,
      int maxUnavailable) {
    Set<String> occupied = new HashSet<>();
    members.forEach(member -> occupied.add(member.node()));
    List<String> create = nodes.stream().filter(node -> !occupied.contains(node)).toList();
    if (!rolling) {
      return new DaemonSetPlan(create, List.of());
    }
    long unavailable =
        create.size() + members.stream().filter(m -> !m.ready() || m.terminating()).count();
    var delete = new ArrayList<String>();
    for (Member member : members) {
      boolean old = !member.hash().equals(newest) && !member.terminating();
      // Replacing a pod that is not ready makes nothing worse.
      boolean free = !member.ready();
      if (old && (free || unavailable + delete.size() < maxUnavailable)) {
        delete.add(member.pod());
      }
    }
    return new DaemonSetPlan(create, delete);
  }
}
