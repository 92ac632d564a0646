package io.podspan.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.cluster.ClusterSpec;
import io.podspan.lab.network.LabException;
import io.podspan.lab.network.LabName;
import io.podspan.lab.network.LabOwner;
import io.podspan.lab.network.Namespaces;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab up|down|status}, for the command line to mount. */
@Command(
    name = "lab",
    description = "Clusters on this machine, out of network namespaces",
    mixinStandardHelpOptions = true,
    subcommands = {LabCommand.Up.class, LabCommand.Down.class, LabCommand.Status.class})
public final class LabCommand implements Runnable {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final long LOOK_NANOS = 20_000_000;

  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Runs it alone, without the command line around it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LabCommand()).execute(arguments));
  }

  /** What all subcommands take. */
  static final class Common {
    @Option(
        names = "--name",
        defaultValue = LabSpec.DEFAULT_NAME,
        description = "1 to 8 characters out of a-z and 0-9 (default: ${DEFAULT-VALUE})")
    String name = LabSpec.DEFAULT_NAME;

    @Option(
        names = "--lab-folder",
        defaultValue = ".podspan/lab",
        description = "where kubeconfigs, configurations and logs go (default: ${DEFAULT-VALUE})")
    Path folder = Path.of(".podspan/lab");

    @Option(
        names = {"-o", "--output"},
        defaultValue = "text",
        description = "text or json (default: ${DEFAULT-VALUE})")
    String output = "text";

    boolean isJson() {
      return output.equals("json");
    }
  }

  /** Runs a lab in the foreground. */
  @Command(
      name = "up",
      description = "Make the lab and run it until Ctrl-C",
      mixinStandardHelpOptions = true)
  static final class Up implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin Common common = new Common();

    @Option(
        names = "--subnet",
        defaultValue = LabSpec.DEFAULT_SUBNET,
        description = "of the nodes; its .1 is this machine (default: ${DEFAULT-VALUE})")
    String subnet = LabSpec.DEFAULT_SUBNET;

    @Option(
        names = "--nodes",
        defaultValue = "2",
        description = "per cluster (default: ${DEFAULT-VALUE})")
    int nodes = 2;

    @Option(
        names = "--pods",
        defaultValue = "2",
        description = "per node (default: ${DEFAULT-VALUE})")
    int pods = 2;

    @Option(
        names = "--update-strategy",
        defaultValue = "RollingUpdate",
        description =
            "of the kube-router DaemonSets: RollingUpdate or OnDelete (default: ${DEFAULT-VALUE})")
    String updateStrategy = "RollingUpdate";

    @Override
    public Integer call() throws InterruptedException {
      PrintWriter out = spec.commandLine().getOut();
      try (Lab lab = Lab.up(plan(), progress(out))) {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(lab::down, "lab-down"));
        out.println(common.isJson() ? Json.write(LabFile.of(lab).content()) : greeting(lab));
        out.flush();
        stopped.await();
        return 0;
      } catch (LabException | IllegalArgumentException e) {
        return refused(spec, e);
      }
    }

    private LabSpec plan() {
      LabSpec demo = LabSpec.demo(common.name, subnet, common.folder);
      List<ClusterSpec> sized = demo.clusters().stream().map(this::sized).toList();
      return demo.withClusters(sized);
    }

    private ClusterSpec sized(ClusterSpec cluster) {
      ClusterSpec sized = cluster.withSize(nodes, pods);
      return switch (cluster.cni()) {
        case KUBE_ROUTER -> sized.withUpdateStrategy(updateStrategy);
        case CALICO -> sized;
      };
    }

    private LabProgress progress(PrintWriter out) {
      if (common.isJson()) {
        return LabProgress.SILENT;
      }
      return (what, took) -> {
        out.printf("%-45s %5.1f s%n", what, took.toMillis() / 1000.0);
        out.flush();
      };
    }

    private static String greeting(Lab lab) {
      return "lab %s is up; this machine is %s to its nodes; kubeconfigs in %s; Ctrl-C ends it"
          .formatted(lab.spec().name().value(), lab.hostAddress(), lab.kubeconfigFolder());
    }
  }

  /** Ends a lab, wherever it runs. */
  @Command(
      name = "down",
      description = "End the lab of this name and remove what it left, also after a crash",
      mixinStandardHelpOptions = true)
  static final class Down implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin Common common = new Common();

    @Override
    public Integer call() {
      try {
        Prerequisites.check().require();
        var name = new LabName(common.name);
        Optional<ProcessHandle> owner = LabOwner.of(name).flatMap(LabOwner::process);
        if (owner.isPresent()) {
          stop(owner.get());
        }
        int left = new Namespaces(name).names().size();
        Lab.cleanUp(name);
        report(owner.isPresent(), left);
        return 0;
      } catch (LabException | IllegalArgumentException e) {
        return refused(spec, e);
      }
    }

    /** Looks by itself, as the JDK hears late of the end of processes that are not its own. */
    private static void stop(ProcessHandle owner) {
      Instant deadline = Instant.now().plus(STOP_PATIENCE);
      owner.destroy();
      while (owner.isAlive()) {
        if (Instant.now().isAfter(deadline)) {
          throw new LabException("process " + owner.pid() + " does not end; kill it");
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }

    private void report(boolean wasRunning, int left) {
      ObjectNode report =
          Json.object()
              .put("name", common.name)
              .put("wasRunning", wasRunning)
              .put("namespacesRemoved", left);
      spec.commandLine()
          .getOut()
          .println(
              common.isJson()
                  ? Json.write(report)
                  : "lab %s is down%s"
                      .formatted(
                          common.name,
                          left == 0 ? "" : "; %d leftover namespaces removed".formatted(left)));
    }
  }

  /** Tells what is there. */
  @Command(
      name = "status",
      description = "Tell whether the lab runs, and of what it consists",
      mixinStandardHelpOptions = true)
  static final class Status implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin Common common = new Common();

    @Override
    public Integer call() {
      try {
        ObjectNode status = LabStatus.of(new LabName(common.name), common.folder);
        PrintWriter out = spec.commandLine().getOut();
        if (common.isJson()) {
          out.println(Json.write(status));
        } else {
          print(out, status);
        }
        out.flush();
        return 0;
      } catch (LabException | IllegalArgumentException e) {
        return refused(spec, e);
      }
    }

    private static void print(PrintWriter out, JsonNode status) {
      boolean running = status.path("running").asBoolean();
      out.printf(
          "lab %s: %s, %d namespaces, %d processes in them%n",
          status.path("name").asText(),
          running ? "running in process " + status.path("pid").asLong() : "not running",
          status.path("namespaces").asInt(),
          status.path("processes").asInt());
      for (JsonNode cluster : status.path("clusters")) {
        out.printf(
            "  %-8s %-12s pods %-14s kubeconfig %s%n",
            cluster.path("name").asText(),
            cluster.path("cni").asText(),
            cluster.path("podCidr").asText(),
            cluster.path("kubeconfig").asText());
        for (JsonNode node : cluster.path("nodes")) {
          out.printf(
              "    %-12s %-14s pods %s%n",
              node.path("name").asText(),
              node.path("address").asText(),
              node.path("podCidr").asText());
        }
      }
      if (!running && status.path("namespaces").asInt() > 0) {
        out.println("  left by a crash: 'lab down' removes it");
      }
    }
  }

  private static int refused(CommandSpec spec, RuntimeException problem) {
    spec.commandLine().getErr().println(problem.getMessage());
    spec.commandLine().getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
