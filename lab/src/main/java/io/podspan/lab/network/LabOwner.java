package io.podspan.lab.network;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The process that runs a lab, as written on the lab's bridge, which exists exactly as long as the
 * lab.
 *
 * @param pid of the process
 * @param started its start in milliseconds since 1970, because pids are reused
 */
public record LabOwner(long pid, long started) {
  private static final Pattern FORM = Pattern.compile("alias podspan pid (\\d+) started (\\d+)");

  public static LabOwner self() {
    return new LabOwner(ProcessHandle.current().pid(), startOf(ProcessHandle.current()));
  }

  /** The process that the bridge names, alive or not. */
  public static Optional<LabOwner> of(LabName lab) {
    if (!Namespaces.exists(lab.fabric())) {
      return Optional.empty();
    }
    var matcher = FORM.matcher(Command.of("ip", "-n", lab.fabric(), "link").run().output());
    return matcher.find()
        ? Optional.of(
            new LabOwner(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** The process, if it still runs and is not another one with the same number. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(p -> p.isAlive() && startOf(p) == started);
  }

  String text() {
    return "podspan pid " + pid + " started " + started;
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(i -> i.toEpochMilli()).orElse(0L);
  }
}
