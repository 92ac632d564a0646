package io.podspan.routecollector.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.clusteraccess.PodExec;
import io.podspan.routecollector.kubernetes.RouterKind.Question;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.routecollector.route.Reading;
import java.time.Duration;
import java.util.List;

/** One look at one node: three commands in its router's pod. */
record NodeReading(KubernetesClient client, PodContainer router, RouterKind kind) {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** The main table. */
  private static final Question<List<KernelRoute>> KERNEL_ROUTES =
      new Question<>(List.of("ip", "-j", "route", "show"), KernelOutput::routes);

  ReadOutcome outcome() {
    try {
      return new ReadOutcome.Read(
          new Reading(ask(kind.sessions()), ask(kind.rib()), ask(KERNEL_ROUTES)));
    } catch (OutputFault e) {
      return new ReadOutcome.Unreadable(e.getMessage() == null ? "no word" : e.getMessage());
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
              "%s in %s failed with %d: %s"
                  .formatted(name, router.pod(), failed.exitCode(), failed.complaint()));
      case ExecOutcome.Failed(_, String reason) ->
          throw new OutputFault("%s in %s: %s".formatted(name, router.pod(), reason));
    };
  }
}
