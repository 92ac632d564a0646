package io.podspan.cli;

import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.ObjectNames;
import io.podspan.cli.objects.ObjectNames.Meant;
import io.podspan.cli.objects.PeeringObjects;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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
      "  podspan get interconnect/europe cluster/paris -o wide",
      "  podspan get rollouts -o name",
    })
final class GetCommand implements Runnable {
  @Mixin ServicesOption services;
  @Mixin ObjectOutputOption output;

  @Parameters(
      paramLabel = "KIND [NAME...]",
      arity = "1..*",
      completionCandidates = KindWords.class,
      description = "A kind alone means all of it. Also KIND/NAME, several times.")
  List<String> words;

  @Override
  public void run() {
    List<Meant> meant = ObjectNames.parse(words);
    PeeringObjects objects =
        new PeeringObjects(services.api(ServicesOption.client(), Service.PEERING));
    boolean one = meant.size() == 1 && meant.getFirst().name().isPresent();
    output.printDocuments(meant.getFirst().kind(), objects.meant(meant), !one);
  }
}
