package io.podspan.peeringservice.peering.router;

import java.util.List;

/**
 * A driver would write now, and the cluster is changed by hand: somebody has to run these commands.
 * The driver is asked again until it finds that all is written.
 */
public final class ByHandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> commands;

  public ByHandException(List<String> commands) {
    super("to be done by hand");
    this.commands = List.copyOf(commands);
  }

  /** As they are typed; without secrets. */
  public List<String> commands() {
    return commands;
  }
}
