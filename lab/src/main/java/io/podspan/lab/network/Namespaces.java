package io.podspan.lab.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The network namespaces of one lab in the kernel, from this process or any other. */
public final class Namespaces {
  static final Path FOLDER = Path.of("/run/netns");
  private static final int KILL_ROUNDS = 300;
  private static final long ROUND_NANOS = 10_000_000;

  private final LabName lab;

  public Namespaces(LabName lab) {
    this.lab = lab;
  }

  static boolean exists(String namespace) {
    return Files.exists(FOLDER.resolve(namespace));
  }

  /** Their names, sorted. */
  public List<String> names() {
    if (!Files.isDirectory(FOLDER)) {
      return List.of();
    }
    try (var entries = Files.list(FOLDER)) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(lab.prefix()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processes that live in one of them. */
  public List<ProcessHandle> processes() {
    Set<String> mine = identities();
    if (mine.isEmpty()) {
      return List.of();
    }
    return ProcessHandle.allProcesses().filter(p -> mine.contains(namespaceOf(p))).toList();
  }

  /**
   * Kills every process in them and removes them with all interfaces. Does nothing if there are
   * none.
   *
   * @throws LabException when something is left
   */
  public void remove() {
    killProcesses();
    List<String> names = names();
    var batch = new StringBuilder();
    if (Files.exists(Path.of("/sys/class/net", lab.hostInterface()))) {
      batch.append("link del ").append(lab.hostInterface()).append('\n');
    }
    names.forEach(name -> batch.append("netns del ").append(name).append('\n'));
    if (!batch.isEmpty()) {
      Command.of("ip", "-force", "-batch", "-").run(batch.toString());
    }
    if (!names().isEmpty()) {
      throw new LabException("namespaces of lab " + lab.value() + " stayed: " + names());
    }
  }

  /**
   * Works in rounds: a process may have started another one meanwhile, and the JDK learns late that
   * a process that is not its child has ended.
   */
  private void killProcesses() {
    for (int round = 0; round < KILL_ROUNDS; round++) {
      List<ProcessHandle> alive = processes();
      if (alive.isEmpty()) {
        return;
      }
      alive.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(ROUND_NANOS);
    }
    throw new LabException("processes of lab " + lab.value() + " cannot be killed: " + processes());
  }

  /** The kernel's identities of the namespaces, as links of {@code /proc/PID/ns/net} show them. */
  private Set<String> identities() {
    return names().stream()
        .map(FOLDER::resolve)
        .map(Namespaces::inode)
        .filter(inode -> !inode.isEmpty())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static String inode(Path namespace) {
    try {
      return "net:[" + Files.getAttribute(namespace, "unix:ino") + "]";
    } catch (IOException e) {
      return "";
    }
  }

  private static String namespaceOf(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "ns", "net"))
          .toString();
    } catch (IOException e) {
      return "gone";
    }
  }
}
