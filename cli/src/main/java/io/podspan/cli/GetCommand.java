package io.podspan.cli;

import io.podspan.cli.completion.KindWords;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.ObjectNames;
import io.podspan.cli.objects.ObjectNames.Meant;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.objects.Selection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
      "  podspan get rollouts -o name --field-selector cluster=paris,state=FAILED --sort-by -createdAt",
    })
final class GetCommand implements Runnable {
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
    if (meant.size() == 1 && first.name().isEmpty()) {
      output.printDocuments(Set.of(first.kind()), objects.each(first.kind(), selection), true);
      return;
    }
    if (!selection.selectsAll()) {
      throw new ParameterException(
          spec.commandLine(), "--sort-by and --field-selector are for one kind without names.");
    }
    Set<Kind> asked = EnumSet.noneOf(Kind.class);
    meant.forEach(each -> asked.add(each.kind()));
    output.printDocuments(asked, objects.meant(meant), meant.size() > 1);
  }
}
