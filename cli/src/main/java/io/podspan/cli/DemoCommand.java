package io.podspan.cli;

import io.podspan.cli.demo.Demo;
import io.podspan.cli.demo.DemoPlan;
import io.podspan.cli.demo.kubernetes.KubernetesDemo;
import io.podspan.cli.demo.kubernetes.KubernetesDemoPlan;
import io.podspan.cli.demo.kubernetes.KubernetesOutcome;
import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.PortPlan;
import io.podspan.cli.text.Terminal;
import io.podspan.lab.LabSpec;
import io.podspan.lab.kubernetes.Rig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything, a lab, and the proof. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    header = "Joins three clusters of a lab on this machine and proves that pods reach each other.",
    description = {
      "%nStarts everything as `podspan up` does, and a lab: clusters made of network namespaces with real routers.",
      "paris and london use kube-router (GoBGP), tokyo uses Calico (BIRD). The demo shows that their pods do not",
      "reach each other, joins them over the REST API, tells each step, and pings from every pod to the pods of the",
      "other clusters. It runs until Ctrl-C and leaves only its data folder behind. It needs root on Linux."
    },
    footer = {
      "%nExamples:",
      "  podspan demo",
      "  podspan demo --check",
      "  podspan demo --kubernetes --check",
      "  podspan demo --kubernetes --check --thorough --kills 20",
      "  podspan demo --check --timeout 60 --data /tmp/demo --port console=8080",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:all pods reach each other (with --check)",
      "1:could not start, or not all pods reach each other in time; the diagnosis says why",
      ExitCode.USAGE_TEXT,
      "130:stopped by Ctrl-C"
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin MachineOption machineOption;

  @Option(
      names = "--check",
      description =
          "Ends by itself: with 0 when all pods reach each other, with 1 and a diagnosis when not.")
  boolean check;

  @Option(
      names = "--kubernetes",
      description = {
        "Joins two real Kubernetes clusters with kube-router instead, then adds a node and removes it, and restarts a",
        "router and the reflector under pings. The first time makes images, and compiles what is not at hand."
      })
  boolean kubernetes;

  @Option(
      names = "--thorough",
      description = {
        "With --kubernetes: also stops the reflector for a minute, edits the flags of routers as somebody else does, has a",
        "third cluster without graceful restart join and leave, and restarts one of its routers, all under pings. Takes",
        "four minutes more."
      })
  boolean thorough;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "With --kubernetes: also kills peering-service so often at random moments of rollouts; default: ${DEFAULT-VALUE}.")
  int kills;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "How long it may take until all pods reach each other, and each stage after it; default: ${DEFAULT-VALUE}.")
  int timeout;

  @Option(
      names = "--subnet",
      paramLabel = "CIDR",
      defaultValue = LabSpec.DEFAULT_SUBNET,
      description =
          "The subnet of the lab's nodes. Its first address is this machine's; default: ${DEFAULT-VALUE}.")
  String subnet;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = LabSpec.DEFAULT_NAME,
      description =
          "The lab's name, as for `podspan lab`; namespaces begin with it; default: ${DEFAULT-VALUE}.")
  String name;

  @Override
  public Integer call() throws InterruptedException {
    Clock clock = Clock.systemUTC();
    Terminal terminal = new Terminal(System.out, clock, MachineOption.begin(clock));
    if (kubernetes) {
      return onRealClusters(terminal);
    }
    Demo demo = Demo.prepare(plan(), Installation.current(), terminal, ServicesOption.client());
    Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "stop"));
    Demo.Outcome outcome = demo.run();
    if (!outcome.complete()) {
      terminal.warn(outcome.diagnosis());
    }
    if (!check && outcome.complete()) {
      terminal.plain(demo.whatToTry());
      terminal.plain(outcome.summary());
      terminal.plain("Ctrl-C ends everything");
      new CountDownLatch(1).await();
    }
    demo.stop();
    terminal.plain(outcome.summary());
    return outcome.complete() ? ExitCode.OK : ExitCode.FAILED;
  }

  private int onRealClusters(Terminal terminal) throws InterruptedException {
    KubernetesDemo demo =
        KubernetesDemo.prepare(
            kubernetesPlan(), Installation.current(), terminal, ServicesOption.client());
    Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "stop"));
    KubernetesOutcome outcome = demo.run();
    if (!outcome.complete()) {
      terminal.warn(outcome.diagnosis());
    }
    if (!check && outcome.complete()) {
      terminal.plain(demo.whatToTry());
      terminal.plain(outcome.report());
      terminal.plain("Ctrl-C ends everything");
      new CountDownLatch(1).await();
    }
    demo.stop();
    terminal.plain(outcome.report());
    return outcome.complete() ? ExitCode.OK : ExitCode.FAILED;
  }

  /** The services listen on the rig's address: it is the one that this machine reaches. */
  private KubernetesDemoPlan kubernetesPlan() {
    Rig rig = Rig.ofEnvironment(Installation.current().root());
    rig.requireInside();
    if (machineOption.listen.equals(MachineOption.LOOPBACK)) {
      machineOption.listen = rig.address();
    }
    return new KubernetesDemoPlan(
        machineOption.config("demo", List.of(rig.address()), Map.of(PortPlan.BGP, 179)),
        rig,
        Duration.ofSeconds(timeout),
        thorough,
        kills);
  }

  private DemoPlan plan() {
    LabSpec atDefaultFolder =
        LabSpec.demo(name, subnet, machineOption.folder("demo").resolve("lab"));
    String host = atDefaultFolder.topology().hostAddress();
    return new DemoPlan(
        machineOption.config("demo", List.of(host), Map.of(PortPlan.BGP, 179)),
        atDefaultFolder,
        Duration.ofSeconds(timeout));
  }
}
