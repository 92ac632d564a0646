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
import java.util.ArrayList;
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
    header = "Runs clusters on this machine, made of network namespaces and real routers.",
    description = {
      "%nA lab has three clusters, named paris, london and tokyo, each with a Kubernetes API that is simulated. It needs",
      "root on Linux. `podspan demo` runs a lab of its own."
    },
    footer = {
      "%nExamples:",
      "  podspan lab up",
      "  podspan lab status -o json",
      "  podspan lab down",
    },
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

  /** Runs it without the rest of the command line. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new LabCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  /** The options of all subcommands. */
  static final class Common {
    @Option(
        names = "--name",
        paramLabel = "NAME",
        defaultValue = LabSpec.DEFAULT_NAME,
        description =
            "The lab's name, 1 to 8 characters of a-z and 0-9; default: ${DEFAULT-VALUE}.")
    String name = LabSpec.DEFAULT_NAME;

    @Option(
        names = "--lab-folder",
        paramLabel = "FOLDER",
        defaultValue = ".podspan/lab",
        description =
            "The folder for kubeconfigs, configurations and logs; default: ${DEFAULT-VALUE}.")
    Path folder = Path.of(".podspan/lab");

    @Option(
        names = {"-o", "--output"},
        paramLabel = "table|json|yaml",
        defaultValue = "table",
        description = "table is for people; json and yaml have every field; default: table.")
    OutputFormat output = OutputFormat.TABLE;
  }

  /** Runs a lab in the foreground. */
  @Command(
      name = "up",
      header = "Makes the lab and runs it until Ctrl-C.",
      footer = {"%nExample:", "  podspan lab up --nodes 3 --name big"},
      mixinStandardHelpOptions = true)
  static final class Up implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin Common common = new Common();

    @Option(
        names = "--subnet",
        paramLabel = "CIDR",
        defaultValue = LabSpec.DEFAULT_SUBNET,
        description =
            "The subnet of the nodes. Its first address is this machine's; default: ${DEFAULT-VALUE}.")
    String subnet = LabSpec.DEFAULT_SUBNET;

    @Option(
        names = "--nodes",
        paramLabel = "NUMBER",
        defaultValue = "2",
        description = "The nodes of each cluster; default: ${DEFAULT-VALUE}.")
    int nodes = 2;

    @Option(
        names = "--pods",
        paramLabel = "NUMBER",
        defaultValue = "2",
        description = "The pods of each node; default: ${DEFAULT-VALUE}.")
    int pods = 2;

    @Option(
        names = "--update-strategy",
        paramLabel = "NAME",
        defaultValue = "RollingUpdate",
        description =
            "Of the kube-router DaemonSets: RollingUpdate or OnDelete; default: ${DEFAULT-VALUE}.")
    String updateStrategy = "RollingUpdate";

    @Override
    public Integer call() throws InterruptedException {
      PrintWriter out = spec.commandLine().getOut();
      try (Lab lab = Lab.up(plan(), progress(out))) {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(lab::down, "lab-down"));
        out.println(common.output.text(LabFile.of(lab).content(), () -> greeting(lab)));
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
        case CALICO, CILIUM -> sized;
      };
    }

    private LabProgress progress(PrintWriter out) {
      if (common.output != OutputFormat.TABLE) {
        return LabProgress.SILENT;
      }
      return (what, took) -> {
        out.printf("%-45s %5.1f s%n", what, took.toMillis() / 1000.0);
        out.flush();
      };
    }

    private static String greeting(Lab lab) {
      return "The lab %s is up. Its nodes see this machine as %s. The kubeconfigs are in %s. Ctrl-C ends the lab."
          .formatted(lab.spec().name().value(), lab.hostAddress(), lab.kubeconfigFolder());
    }
  }

  /** Ends a lab that runs in any terminal. */
  @Command(
      name = "down",
      header = "Ends the lab of this name and removes what it left, also after a crash.",
      description =
          "%nFails if there is neither a running lab of this name nor a namespace of one.",
      footer = {"%nExample:", "  podspan lab down --name demo"},
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
        if (owner.isEmpty() && left == 0) {
          throw new LabException(
              "There is no lab "
                  + common.name
                  + " on this machine: no process and no namespace of it.\nwhat to do: Give the"
                  + " lab's name with --name. The namespaces of a lab begin with its name: ip netns"
                  + " list.");
        }
        Lab.cleanUp(name);
        report(owner.isPresent(), left);
        return 0;
      } catch (LabException | IllegalArgumentException e) {
        return refused(spec, e);
      }
    }

    /** Polls, because the JDK learns late that a process of another parent has ended. */
    private static void stop(ProcessHandle owner) {
      Instant deadline = Instant.now().plus(STOP_PATIENCE);
      owner.destroy();
      while (owner.isAlive()) {
        if (Instant.now().isAfter(deadline)) {
          throw new LabException(
              "The lab's process %1$d does not end.\nwhat to do: Run kill -9 %1$d, then this command again."
                  .formatted(owner.pid()));
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
      String removed = left == 0 ? "" : " %d leftover namespaces are removed.".formatted(left);
      spec.commandLine()
          .getOut()
          .println(
              common.output.text(
                  report, () -> "The lab %s is down.%s".formatted(common.name, removed)));
    }
  }

  /** Shows what is there. */
  @Command(
      name = "status",
      header = "Shows whether the lab runs, with its clusters and nodes.",
      footer = {"%nExample:", "  podspan lab status -o yaml"},
      mixinStandardHelpOptions = true)
  static final class Status implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin Common common = new Common();

    @Override
    public Integer call() {
      try {
        ObjectNode status = LabStatus.of(new LabName(common.name), common.folder);
        PrintWriter out = spec.commandLine().getOut();
        out.println(common.output.text(status, () -> forPeople(status)));
        out.flush();
        return 0;
      } catch (LabException | IllegalArgumentException e) {
        return refused(spec, e);
      }
    }

    private static String forPeople(JsonNode status) {
      List<String> lines = new ArrayList<>();
      boolean running = status.path("running").asBoolean();
      lines.add(
          "lab %s: %s, %d namespaces, %d processes in them"
              .formatted(
                  status.path("name").asText(),
                  running ? "running in process " + status.path("pid").asLong() : "not running",
                  status.path("namespaces").asInt(),
                  status.path("processes").asInt()));
      for (JsonNode cluster : status.path("clusters")) {
        lines.add(
            "  %-8s %-12s pods %-14s kubeconfig %s"
                .formatted(
                    cluster.path("name").asText(),
                    cluster.path("cni").asText(),
                    cluster.path("podCidr").asText(),
                    cluster.path("kubeconfig").asText()));
        for (JsonNode node : cluster.path("nodes")) {
          lines.add(
              "    %-12s %-14s pods %s"
                  .formatted(
                      node.path("name").asText(),
                      node.path("address").asText(),
                      node.path("podCidr").asText()));
        }
      }
      if (!running && status.path("namespaces").asInt() > 0) {
        lines.add("  A crash left these namespaces. `podspan lab down` removes them.");
      }
      return String.join("\n", lines);
    }
  }

  /** The exit code: 2 for a wrong value on the command line, 1 for all else. */
  private static int refused(CommandSpec spec, RuntimeException problem) {
    spec.commandLine().getErr().println("podspan: " + problem.getMessage());
    spec.commandLine().getErr().flush();
    return problem instanceof IllegalArgumentException
        ? CommandLine.ExitCode.USAGE
        : CommandLine.ExitCode.SOFTWARE;
  }
}
