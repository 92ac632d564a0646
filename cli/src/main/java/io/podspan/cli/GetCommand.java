package io.podspan.cli;

import io.podspan.cli.completion.KindWords;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.ObjectNames;
import io.podspan.cli.objects.ObjectNames.Meant;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.objects.Selection;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Objects as tables or as documents. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    header = "Shows objects: clusters, reflectors, interconnects or rollouts.",
    description = {
      "%nWith -o yaml or json each is a document: spec has what was declared, status the rest. In the spec of a cluster",
      "stands only what was said of it; what was found in it is in the status."
    },
    footer = {
      "%nExamples:",
      "  podspan get clusters",
      "  podspan get cluster paris -o yaml",
      "  podspan get clusters,interconnects",
      "  podspan get interconnect/europe cluster/paris -o wide",
      "  podspan get interconnects -w",
      "  podspan get rollouts -o name --field-selector cluster=paris,state=FAILED --sort-by -createdAt",
    })
final class GetCommand implements Runnable {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  @Mixin ServicesOption services;
  @Mixin ObjectOutputOption output;
  @Spec CommandSpec spec;

  @Option(
      names = "--sort-by",
      paramLabel = "FIELD",
      defaultValue = "",
      description = {
        "A field of the kind, such as name; with - before it in the reverse order. A field that cannot sort is refused",
        "with those that can."
      })
  String sort;

  @Option(
      names = "--field-selector",
      paramLabel = "FIELD=VALUE",
      split = ",",
      description = {
        "Only objects with these values: name; of clusters also cni, asn; of reflectors asn, runs; of interconnects",
        "cluster, reflector, withdrawing; of rollouts interconnect, cluster, state, ended. May be repeated."
      })
  Map<String, String> fields = Map.of();

  @Option(
      names = {"-w", "--watch"},
      description = {
        "Shows the objects, and then each change of them until Ctrl-C. It is for one kind. What is gone stands on",
        "standard error. With -o json or yaml each change is a document."
      })
  boolean watch;

  @Parameters(
      paramLabel = "KIND [NAME...]",
      arity = "1..*",
      completionCandidates = KindWords.class,
      description =
          "A kind alone means all of it; also KIND,KIND and all. Also KIND/NAME, several times.")
  List<String> words;

  @Override
  public void run() {
    List<Meant> meant = ObjectNames.parse(words);
    PeeringObjects objects =
        new PeeringObjects(services.api(ServicesOption.client(), Service.PEERING));
    Selection selection = new Selection(sort, fields);
    Meant first = meant.getFirst();
    if (watch) {
      watch(objects, meant, selection);
      return;
    }
    if (meant.size() == 1 && first.name().isEmpty()) {
      output.printDocuments(Set.of(first.kind()), objects.each(first.kind(), selection), true);
      return;
    }
    selectsNames(selection);
    Set<Kind> asked = EnumSet.noneOf(Kind.class);
    meant.forEach(each -> asked.add(each.kind()));
    output.printDocuments(asked, objects.meant(meant), meant.size() > 1);
  }

  private void selectsNames(Selection selection) {
    if (!selection.selectsAll()) {
      throw new ParameterException(
          spec.commandLine(), "--sort-by and --field-selector are for one kind without names.");
    }
  }

  private void watch(PeeringObjects objects, List<Meant> meant, Selection selection) {
    Kind kind = meant.getFirst().kind();
    if (meant.stream().anyMatch(each -> each.kind() != kind)) {
      throw new ParameterException(spec.commandLine(), "--watch is for objects of one kind.");
    }
    ObjectWatch following = new ObjectWatch(kind, output, this::note);
    if (meant.getFirst().name().isEmpty()) {
      following.follow(() -> objects.each(kind, selection), GetCommand::pause);
      return;
    }
    selectsNames(selection);
    objects.meant(meant);
    following.follow(
        () ->
            meant.stream()
                .flatMap(each -> each.name().stream())
                .flatMap(name -> objects.find(kind, name).stream())
                .toList(),
        GetCommand::pause);
  }

  private static boolean pause() {
    LockSupport.parkNanos(BETWEEN.toNanos());
    return !Thread.currentThread().isInterrupted();
  }

  private void note(String text) {
    spec.commandLine().getErr().println("podspan: " + text);
    spec.commandLine().getErr().flush();
  }
}
