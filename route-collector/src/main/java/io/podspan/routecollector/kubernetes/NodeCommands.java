package io.podspan.routecollector.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.addresses.IpFamily;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.clusteraccess.PodExec;
import io.podspan.routecollector.kernel.KernelTable;
import io.podspan.routecollector.route.NodeTables;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.Question;
import io.podspan.routecollector.router.RouterKind;
import java.time.Duration;
import java.util.List;

/**
 * One look at one node: three commands in its router's pod.
 *
 * @param family of the node's address, and so of the routes that it can have from a reflector
 */
record NodeCommands(
    KubernetesClient client, PodContainer router, RouterKind kind, IpFamily family) {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  ReadOutcome outcome() {
    try {
      return new ReadOutcome.Read(
          new NodeTables(
              ask(kind.sessions(family)), ask(kind.rib(family)), ask(KernelTable.main(family))));
    } catch (OutputFault e) {
      return new ReadOutcome.Unreadable(
          e.getMessage() == null ? "no reason given" : e.getMessage());
    }
  }

  private <T> T ask(Question<T> question) throws OutputFault {
    return question.reader().read(run(question.command()));
  }

  private String run(List<String> command) throws OutputFault {
    String name = command.getFirst();
    return switch (PodExec.run(client, router, LONGEST, command.toArray(String[]::new))) {
      case ExecOutcome.Finished(int exitCode, String stdout, _) when exitCode == 0 -> stdout;
      case ExecOutcome.Finished failed ->
          throw new OutputFault(
              "%s in %s failed with exit code %d: %s"
                  .formatted(name, router.pod(), failed.exitCode(), failed.complaint()));
      case ExecOutcome.Failed(_, String reason) ->
          throw new OutputFault("%s in %s: %s".formatted(name, router.pod(), reason));
    };
  }
}
