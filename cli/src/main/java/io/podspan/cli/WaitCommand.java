package io.podspan.cli;

import io.podspan.cli.completion.KindWords;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.ObjectNames;
import io.podspan.cli.objects.ObjectNames.Meant;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.waiting.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits for a condition of objects. */
@Command(
    name = "wait",
    mixinStandardHelpOptions = true,
    header = "Waits until objects have a condition, or are gone.",
    description = {
      "%nInterconnects and reflectors have the conditions that `podspan describe KIND NAME` shows; rollouts have",
      "Completed. What it waits for stands on standard error. A rollout that stops or asks for a decision ends the wait.",
      "A service that does not answer is waited for, too. With --timeout=0 it looks once."
    },
    footer = {
      "%nExamples:",
      "  podspan wait interconnect/europe --for=condition=Ready --timeout=5m",
      "  podspan wait interconnect europe --for=delete",
      "  podspan wait rollout 0197a1c2-7b1e-7000-8000-000000000001 --for=condition=Completed",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:it is so",
      "1:the time is over, it cannot become so, or there is none; standard error says how it is",
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT
    })
final class WaitCommand implements Callable<Integer> {
  @Mixin ServicesOption services;
  @Mixin WaitOption waiting;

  @Option(
      names = "--for",
      required = true,
      paramLabel = "WHAT",
      description = "condition=TYPE, condition=TYPE=STATUS or delete.")
  String what;

  @Parameters(
      paramLabel = "KIND [NAME...]",
      arity = "1..*",
      completionCandidates = KindWords.class,
      description =
          "A kind alone means all of it; also KIND,KIND and all. Also KIND/NAME, several times.")
  List<String> words;

  @Override
  public Integer call() {
    Condition condition = Condition.parse(what);
    PeeringObjects objects =
        new PeeringObjects(services.api(ServicesOption.client(), Service.PEERING));
    List<Meant> all = new ArrayList<>();
    ObjectNames.parse(words).forEach(meant -> all.addAll(each(objects, meant, condition)));
    return waiting.await(waiting.begin(), objects, all, condition) ? ExitCode.OK : ExitCode.FAILED;
  }

  /** Where a kind has none, the kind itself has no condition either; only gone it is. */
  private static List<Meant> each(PeeringObjects objects, Meant meant, Condition condition) {
    if (meant.name().isPresent()) {
      return List.of(meant);
    }
    Kind kind = meant.kind();
    List<Meant> all = new ArrayList<>();
    for (PeeringObjects.Stored stored : objects.each(kind)) {
      all.add(new Meant(kind, Optional.of(stored.name())));
    }
    return all.isEmpty() && !(condition instanceof Condition.Gone) ? List.of(meant) : all;
  }
}
