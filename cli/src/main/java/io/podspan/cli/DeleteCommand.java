package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.completion.KindWords;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.Leftovers;
import io.podspan.cli.objects.ObjectNames;
import io.podspan.cli.objects.ObjectNames.Meant;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.waiting.Condition;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Withdraws interconnects, removes clusters and reflectors. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    header = "Withdraws interconnects, removes clusters and reflectors, by name or by documents.",
    description = {
      "%nAn interconnect goes before what it names, whatever the order of the files. Its routers get back what they had,",
      "node by node; the command waits until it is gone, because what it names is not removed before. With",
      "--wait=false it does not wait.",
      "The first object that cannot be deleted ends the command."
    },
    footer = {
      "%nExamples:",
      "  podspan delete interconnect europe",
      "  podspan delete -f network/ --ignore-not-found",
      "  podspan delete cluster/paris cluster/london reflector/rr1",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT
    })
final class DeleteCommand implements Callable<Integer> {
  private static final int NOT_FOUND = 404;

  @Mixin ServicesOption services;
  @Mixin FilesOption files;
  @Mixin WaitOption waiting;
  @Spec CommandSpec spec;

  @Option(
      names = "--wait",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Whether to wait until they are gone; default: true.")
  boolean wait;

  @Option(
      names = "--force",
      description = {
        "Interconnects go at once, also with a cluster's API away: no cluster is asked or changed, and what each",
        "may have still is listed. It needs the role admin. Other kinds go as without it."
      })
  boolean force;

  @Option(names = "--ignore-not-found", description = "What is not there counts as deleted.")
  boolean ignoreNotFound;

  @Parameters(
      paramLabel = "KIND NAME...",
      arity = "0..*",
      completionCandidates = KindWords.class,
      description = "Also KIND/NAME, several times.")
  List<String> words = List.of();

  @Override
  public Integer call() {
    List<Meant> all = new ArrayList<>(files.named() ? declared() : meant());
    if (force && all.stream().noneMatch(each -> each.kind() == Kind.INTERCONNECT)) {
      throw new ParameterException(
          spec.commandLine(),
          "--force is for interconnects. What they name is not removed before.");
    }
    all.sort(Comparator.comparing(Meant::kind).reversed());
    PeeringObjects objects =
        new PeeringObjects(services.api(ServicesOption.client(), Service.PEERING));
    for (Meant each : all) {
      if (!delete(objects, each)) {
        return ExitCode.FAILED;
      }
    }
    return ExitCode.OK;
  }

  private List<Meant> declared() {
    if (!words.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Give -f, or KIND and NAME, not both.");
    }
    return files.read(spec).documents().stream()
        .map(document -> new Meant(document.kind(), Optional.of(document.name())))
        .toList();
  }

  private List<Meant> meant() {
    if (words.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Give -f, or KIND and NAME.");
    }
    List<Meant> all = ObjectNames.parse(words);
    for (Meant each : all) {
      if (each.name().isEmpty()) {
        throw new IllegalArgumentException(
            "All " + each.kind().plural() + " at a time are not deleted.\nwhat to do: Name them.");
      }
      if (!each.kind().declared()) {
        throw new IllegalArgumentException(
            "A rollout is not deleted.\nwhat to do: Delete its interconnect.");
      }
    }
    return all;
  }

  private boolean delete(PeeringObjects objects, Meant meant) {
    String name = meant.name().orElseThrow();
    JsonNode answer;
    try {
      answer = objects.delete(meant.kind(), name, force && meant.kind() == Kind.INTERCONNECT);
    } catch (ProblemException e) {
      if (e.status() == NOT_FOUND && ignoreNotFound) {
        say(meant + " is not there");
        return true;
      }
      throw e;
    }
    if (meant.kind() != Kind.INTERCONNECT) {
      say(meant + " deleted");
      return true;
    }
    if (force) {
      say(Leftovers.text(name, answer).stripTrailing());
      return true;
    }
    say(meant + " is being withdrawn");
    return !wait
        || waiting.await(waiting.begin(), objects, List.of(meant), Condition.parse("delete"));
  }

  private void say(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }
}
