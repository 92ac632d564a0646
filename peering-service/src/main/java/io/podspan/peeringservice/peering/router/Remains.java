package io.podspan.peeringservice.peering.router;

import java.util.List;

/**
 * What an object of a cluster may still have of an interconnect that is gone.
 *
 * @param object {@code DaemonSet kube-system/kube-router}
 * @param lines what to take out of it, a line each, without secrets
 * @param commands what takes it out, to be run by a person
 */
public record Remains(String object, List<String> lines, List<String> commands) {
  public Remains {
    lines = List.copyOf(lines);
    commands = List.copyOf(commands);
  }
}
