package io.podspan.peeringservice.routers.kuberouter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The flag that has kube-router announce ClusterIPs to its peers, and who asked for it. The names
 * of the interconnects are kept in an annotation of the DaemonSet: the flag goes with the last of
 * them, and one that its owner set stays. Pure.
 *
 * @param flags of the container
 * @param askedBy the text of the annotation; empty if there is none
 */
record ServiceFlag(List<String> flags, String askedBy) {
  static final String ASKED_BY = "podspan.io/cluster-ips-announced-for";

  private static final String NAME = "--advertise-cluster-ip";
  private static final String OURS = NAME + "=true";

  ServiceFlag {
    flags = List.copyOf(flags);
  }

  /**
   * @param before the words that kube-router reads before the flags
   * @param wanted whether this interconnect asks for it
   */
  ServiceFlag forInterconnect(
      String interconnect, boolean wanted, List<String> before, Map<String, String> variables) {
    TreeSet<String> names =
        Arrays.stream(askedBy.split(","))
            .filter(name -> !name.isBlank())
            .collect(Collectors.toCollection(TreeSet::new));
    if (wanted) {
      return asked(names, interconnect, isOn(before, variables));
    }
    if (!names.remove(interconnect)) {
      return this;
    }
    return new ServiceFlag(names.isEmpty() ? withoutOurs() : flags, String.join(",", names));
  }

  /**
   * Where a name is there and the flag is not, somebody took it away: it is added again.
   *
   * @param on whether kube-router announces ClusterIPs now
   */
  private ServiceFlag asked(TreeSet<String> names, String interconnect, boolean on) {
    if (on && names.isEmpty()) {
      return this;
    }
    names.add(interconnect);
    return new ServiceFlag(on ? flags : withOurs(), String.join(",", names));
  }

  private boolean isOn(List<String> before, Map<String, String> variables) {
    List<String> words = new ArrayList<>(before);
    words.addAll(flags);
    return new RouterFlags(words, variables).isOn(NAME, false).orElse(false);
  }

  /** The last occurrence counts. */
  private List<String> withOurs() {
    List<String> all = new ArrayList<>(flags);
    all.add(OURS);
    return all;
  }

  private List<String> withoutOurs() {
    List<String> all = new ArrayList<>(flags);
    int at = all.lastIndexOf(OURS);
    if (at >= 0) {
      all.remove(at);
    }
    return all;
  }
}
