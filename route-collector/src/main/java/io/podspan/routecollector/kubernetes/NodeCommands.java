package io.podspan.routecollector.kubernetes;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.events.NodeSession;
import io.podspan.events.NodeState;
import io.podspan.routecollector.kernel.KernelDoubts;
import io.podspan.routecollector.kernel.KernelTable;
import io.podspan.routecollector.kernel.RuleOutput.Rule;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.route.NodeLinks;
import io.podspan.routecollector.route.NodeTables;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.routecollector.route.RouterTable;
import io.podspan.routecollector.route.SideTable;
import io.podspan.routecollector.route.Surroundings;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.Question;
import io.podspan.routecollector.router.RouterKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One look at one node: three questions to its router's pod, and a few more where the answers leave
 * a doubt. Each is answered by itself: one that fails spoils only its own answer.
 *
 * @param node the family of its address is the one of the routes that it can have from a reflector
 * @param start names the running router: another text after each of its starts
 * @param kept the rules of kernels
 */
record NodeCommands(
    RouterShell shell, RouterKind kind, NodeState node, String start, KeptRules kept) {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** For questions after one that failed: a pod that hangs must not hold the others up for long. */
  private static final Duration SHORTER = Duration.ofSeconds(2);

  ReadOutcome outcome() {
    IpFamily family = family();
    Answer<List<NodeSession>> sessions = ask(kind.sessions(family), LONGEST);
    Answer<RouterTable> rib = ask(kind.rib(family), after(sessions));
    Answer<List<KernelRoute>> kernel =
        withoutDoubts(ask(KernelTable.main(family), after(rib)), rib.value().orElse(null));
    return sessions instanceof Answer.Unread<List<NodeSession>>(String first)
            && rib instanceof Answer.Unread<RouterTable>(String second)
            && kernel instanceof Answer.Unread<List<KernelRoute>>(String third)
        ? new ReadOutcome.Unreadable(
            Stream.of(first, second, third).distinct().collect(Collectors.joining("; ")))
        : new ReadOutcome.Read(
            surrounded(settled(new NodeTables(sessions, rib, kernel, start), family)));
  }

  /** A route that goes while they are read one after the other is not one that the kernel lacks. */
  private NodeTables settled(NodeTables tables, IpFamily family) {
    return tables.kernelLacks(node.address())
        ? tables.after(ask(kind.rib(family), SHORTER))
        : tables;
  }

  private IpFamily family() {
    return family(node.address());
  }

  static IpFamily family(String address) {
    return IpAddress.parse(address).map(IpAddress::family).orElse(IpFamily.IPV4);
  }

  private NodeTables surrounded(NodeTables tables) {
    Surroundings around = Surroundings.NOT_ASKED.settingBy(kind.kernelProtocols());
    if (tables.kernel() instanceof Answer.Unread) {
      return tables.in(around);
    }
    around = around.withSideTables(sideTables());
    if (tables.useTunnels()) {
      around = around.withTunnels(ask(KernelTable.tunnels(), SHORTER));
    }
    // The interfaces say why something lacks.
    return tables.in(tables.lacksSomething(node.address()) ? around.with(links()) : around);
  }

  private Answer<NodeLinks> links() {
    return ask(KernelTable.links(), SHORTER).map(links -> new NodeLinks(node.address(), links));
  }

  /** Most nodes have no rule that matters, and all tables are long. */
  private Answer<List<SideTable>> sideTables() {
    Answer<List<Rule>> rules =
        kept.of(start, () -> ask(KernelTable.rules(family()), SHORTER))
            .map(all -> all.stream().filter(rule -> rule.concerns(node.podCidrs())).toList());
    List<Rule> found = rules.value().orElse(List.of());
    return found.isEmpty()
        ? rules.map(_ -> List.of())
        : ask(KernelTable.all(family()), SHORTER)
            .map(routes -> found.stream().map(rule -> of(rule, routes)).toList());
  }

  private static SideTable of(Rule rule, List<KernelRoute> routes) {
    return new SideTable(
        rule.from(),
        rule.table(),
        routes.stream().filter(route -> route.table().equals(rule.table())).toList());
  }

  /** Where a prefix has several routes the kernel is asked which one packets take. */
  private Answer<List<KernelRoute>> withoutDoubts(
      Answer<List<KernelRoute>> kernel, @Nullable RouterTable rib) {
    List<KernelRoute> routes = kernel.value().orElse(List.of());
    KernelDoubts doubts = new KernelDoubts(routes, rib);
    Map<String, KernelRoute> answers = new HashMap<>();
    doubts
        .questions()
        .forEach((prefix, address) -> taken(address).ifPresent(r -> answers.put(prefix, r)));
    return answers.isEmpty() ? kernel : Answer.of(doubts.decided(answers), kernel.gap());
  }

  /** Empty when it could not be found out; the table is judged as it stands then. */
  private Optional<KernelRoute> taken(IpAddress address) {
    Question<List<KernelRoute>> question = KernelTable.toward(address);
    for (List<String> command : question.commands()) {
      if (!(shell.run(SHORTER, command.toArray(String[]::new))
          instanceof ExecOutcome.Finished finished)) {
        return Optional.empty();
      }
      Optional<KernelRoute> refusal = KernelTable.refusal(address, finished.complaint());
      if (finished.exitCode() != 0 && refusal.isPresent()) {
        return refusal;
      }
      if (finished.exitCode() == 0) {
        return read(question, finished.stdout()).value().stream()
            .flatMap(List::stream)
            .filter(route -> !route.kind().equals("local"))
            .findFirst();
      }
    }
    return Optional.empty();
  }

  private static Duration after(Answer<?> before) {
    return before instanceof Answer.Unread ? SHORTER : LONGEST;
  }

  private <T> Answer<T> ask(Question<T> question, Duration atMost) {
    String refusal = "no command to run";
    for (List<String> command : question.commands()) {
      switch (shell.run(atMost, command.toArray(String[]::new))) {
        case ExecOutcome.Finished(int exitCode, String stdout, _) when exitCode == 0 -> {
          return read(question, stdout);
        }
        case ExecOutcome.Finished failed ->
            refusal =
                "%s in %s failed with exit code %d: %s"
                    .formatted(
                        command.getFirst(), shell.pod(), failed.exitCode(), failed.complaint());
        case ExecOutcome.Failed(_, String reason) -> {
          return new Answer.Unread<>(
              "%s in %s: %s".formatted(command.getFirst(), shell.pod(), reason));
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
