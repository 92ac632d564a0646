package io.podspan.routecollector.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.addresses.IpFamily;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.clusteraccess.PodExec;
import io.podspan.events.NodeSession;
import io.podspan.routecollector.kernel.KernelTable;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.route.NodeTables;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.routecollector.route.RouterTable;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.Question;
import io.podspan.routecollector.router.RouterKind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One look at one node: three questions to its router's pod. Each is answered by itself: one that
 * fails spoils only its own answer.
 *
 * @param family of the node's address, and so of the routes that it can have from a reflector
 * @param start names the running router: another text after each of its starts
 */
record NodeCommands(
    KubernetesClient client,
    PodContainer router,
    RouterKind kind,
    IpFamily family,
    @Nullable String start) {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** For questions after one that failed: a pod that hangs must not hold the others up for long. */
  private static final Duration SHORTER = Duration.ofSeconds(2);

  ReadOutcome outcome() {
    Answer<List<NodeSession>> sessions = ask(kind.sessions(family), LONGEST);
    Answer<RouterTable> rib = ask(kind.rib(family), after(sessions));
    Answer<List<KernelRoute>> kernel = ask(KernelTable.main(family), after(rib));
    return sessions instanceof Answer.Unread<List<NodeSession>>(String first)
            && rib instanceof Answer.Unread<RouterTable>(String second)
            && kernel instanceof Answer.Unread<List<KernelRoute>>(String third)
        ? new ReadOutcome.Unreadable(
            Stream.of(first, second, third).distinct().collect(Collectors.joining("; ")))
        : new ReadOutcome.Read(new NodeTables(sessions, rib, kernel, start));
  }

  private static Duration after(Answer<?> before) {
    return before instanceof Answer.Unread ? SHORTER : LONGEST;
  }

  private <T> Answer<T> ask(Question<T> question, Duration atMost) {
    String refusal = "no command to run";
    for (List<String> command : question.commands()) {
      switch (PodExec.run(client, router, atMost, command.toArray(String[]::new))) {
        case ExecOutcome.Finished(int exitCode, String stdout, _) when exitCode == 0 -> {
          return read(question, stdout);
        }
        case ExecOutcome.Finished failed ->
            refusal =
                "%s in %s failed with exit code %d: %s"
                    .formatted(
                        command.getFirst(), router.pod(), failed.exitCode(), failed.complaint());
        case ExecOutcome.Failed(_, String reason) -> {
          return new Answer.Unread<>(
              "%s in %s: %s".formatted(command.getFirst(), router.pod(), reason));
        }
      }
    }
    return new Answer.Unread<>(refusal);
  }

  private static <T> Answer<T> read(Question<T> question, String output) {
    try {
      return question.reader().read(output);
    } catch (OutputFault e) {
      return new Answer.Unread<>(
          Objects.requireNonNullElse(e.getMessage(), "the output could not be read"));
    }
  }
}
