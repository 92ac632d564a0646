package io.podspan.cli;

import io.podspan.cli.completion.KindWords;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.ObjectNames;
import io.podspan.cli.objects.ObjectNames.Meant;
import io.podspan.cli.objects.ObjectView;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.objects.PeeringObjects.Stored;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Objects with all their parts, and what happened to them. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    header = "Shows objects with all their parts and their last events.",
    footer = {
      "%nExamples:",
      "  podspan describe interconnect europe",
      "  podspan describe cluster/paris cluster/london",
      "  podspan describe clusters",
    })
final class DescribeCommand implements Runnable {
  @Mixin ServicesOption services;
  @Spec CommandSpec spec;

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
    HttpClient http = ServicesOption.client();
    PeeringObjects objects = new PeeringObjects(services.api(http, Service.PEERING));
    RecentEvents events = new RecentEvents(services.api(http, Service.CONSOLE));
    List<String> texts = new ArrayList<>();
    for (Stored object : objects.meant(meant)) {
      texts.add(ObjectView.of(object.kind()).details(object.body()) + events.of(object));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(texts.isEmpty() ? "There are none.\n" : String.join("\n", texts));
    out.flush();
  }
}
