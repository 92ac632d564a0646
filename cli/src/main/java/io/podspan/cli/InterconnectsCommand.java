package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.completion.NamesOf;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.Leftovers;
import io.podspan.cli.objects.ObjectView;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.text.Answers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which clusters are joined. */
@Command(
    name = "interconnects",
    mixinStandardHelpOptions = true,
    header = "Lists, declares, shows, changes and withdraws interconnects.",
    description = "%nWithout a subcommand it lists them.",
    footer = {
      "%nExamples:",
      "  podspan interconnects",
      "  podspan interconnects declare europe --clusters paris,london --reflector reflector=192.0.2.1:179",
      "  podspan interconnects declare europe --clusters paris,london --reflector reflector=192.0.2.1 --dry-run",
      "  podspan interconnects show europe",
      "  podspan interconnects update europe --preserve-pod-addresses",
      "  podspan interconnects withdraw europe",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT
    })
final class InterconnectsCommand implements Runnable {
  private static final String PATH = Kind.INTERCONNECT.path();

  @Mixin ServicesOption services;
  @Mixin ObjectOutputOption output;

  @Override
  public void run() {
    list(services, output);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      header = "Lists the interconnects.",
      footer = {"%nExample:", "  podspan interconnects list -o json"})
  void list(@Mixin ServicesOption at, @Mixin ObjectOutputOption as) {
    as.printList(Kind.INTERCONNECT, new PeeringObjects(api(at)).all(Kind.INTERCONNECT));
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      header = "Shows one interconnect with its conditions.",
      footer = {"%nExample:", "  podspan interconnects show europe"})
  void show(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = NamesOf.Interconnects.class,
              description = "The interconnect's name.")
          String name) {
    as.printOne(Kind.INTERCONNECT, api(at).get(PATH + "/" + Answers.segment(name)));
  }

  @Command(
      name = "declare",
      mixinStandardHelpOptions = true,
      header = "Joins clusters: checks, plans, and changes their routers node by node.",
      description = {
        "%nShows what each check found (its outcome, the evidence and what to do) and the plan of each",
        "cluster: read the cautions before. With --dry-run nothing is changed.",
        "Otherwise the command ends when the checks have passed and the changes begin; `podspan events -f` shows them.",
        "What has no option here, as the order in which nodes change (rollout), is a field of documents: see",
        "`podspan apply --help`."
      },
      footer = {
        "%nExamples:",
        "  podspan interconnects declare europe --clusters paris,london --reflector reflector=192.0.2.1:179 --dry-run",
        "  podspan interconnects declare europe --clusters paris,london --reflector reflector=192.0.2.1:179",
        "  podspan interconnects declare asia --clusters tokyo,seoul --reflector reflector=[2001:db8::1]:179",
      })
  void declare(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(paramLabel = "NAME", description = "A name of your choice, unique.") String name,
      @Option(
              names = "--clusters",
              split = ",",
              required = true,
              paramLabel = "NAME",
              completionCandidates = NamesOf.Clusters.class,
              description = "Two or more registered clusters.")
          List<String> clusters,
      @Option(
              names = "--reflector",
              required = true,
              paramLabel = "NAME[=ADDRESS[:PORT]]",
              completionCandidates = NamesOf.Reflectors.class,
              description =
                  "A declared reflector, or one with its address; may be repeated for a second one. The port"
                      + " is 179 by default.")
          List<String> reflectors,
      @Option(
              names = "--asn",
              paramLabel = "NUMBER",
              defaultValue = "64512",
              description =
                  "The AS number of reflectors with an address; default: ${DEFAULT-VALUE}.")
          long asn,
      @ArgGroup(exclusive = false) @Nullable InterconnectSwitches switches,
      @Option(names = "--dry-run", description = "Checks and plans only. Changes nothing.")
          boolean dryRun) {
    ObjectNode body = Api.JSON.createObjectNode().put("name", name).put("dryRun", dryRun);
    if (switches != null) {
      body.setAll(switches.body());
    }
    body.set("clusters", Api.JSON.valueToTree(clusters));
    ArrayNode list = body.putArray("reflectors");
    reflectors.forEach(text -> list.add(ReflectorArgument.parse(text).json(asn)));
    as.printOne(
        Kind.INTERCONNECT,
        api(at).post(PATH, body),
        answer ->
            ObjectView.of(Kind.INTERCONNECT).details(answer)
                + (dryRun ? "\nThis was a dry run. Nothing was changed.\n" : ""));
  }

  @Command(
      name = "update",
      mixinStandardHelpOptions = true,
      header =
          "Changes options of a declared interconnect: pod addresses, services, drift, where peers are.",
      description = {
        "%nWhat is not given stays. The nodes follow --preserve-pod-addresses within some seconds, and again whenever a",
        "rule is missing; the condition SourcePreserved of `podspan interconnects show` says what the probes measured",
        "since. --announce-services and --peers-by change routers, node by node.",
        "Clusters, reflectors and the order of nodes (rollout) are changed by `podspan edit interconnect NAME` or",
        "`podspan apply -f`; `podspan diff -f` shows before what that does."
      },
      footer = {
        "%nExamples:",
        "  podspan interconnects update europe --preserve-pod-addresses",
        "  podspan interconnects update europe --no-preserve-pod-addresses",
        "  podspan interconnects update europe --on-drift heal"
      })
  void update(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = NamesOf.Interconnects.class,
              description = "The interconnect's name.")
          String name,
      @ArgGroup(exclusive = false, multiplicity = "1") InterconnectSwitches switches) {
    as.printOne(
        Kind.INTERCONNECT, api(at).patch(PATH + "/" + Answers.segment(name), switches.body()));
  }

  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      header = "Tries the clusters again whose last rollout stopped.",
      footer = {"%nExample:", "  podspan interconnects retry europe"})
  void retry(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = NamesOf.Interconnects.class,
              description = "The interconnect's name.")
          String name) {
    as.printOne(Kind.INTERCONNECT, api(at).post(PATH + "/" + Answers.segment(name) + "/retry"));
  }

  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      header =
          "Separates the clusters again: gives their routers back what they had, node by node.",
      description = {
        "%nA cluster whose API is away stops its own part; `podspan interconnects retry NAME` finishes it later.",
        "With --force the interconnect is gone at once: no cluster is asked or changed, what each may have still is",
        "listed with the commands that take it away, and nothing is done about it later. It needs the role admin."
      },
      footer = {
        "%nExamples:",
        "  podspan interconnects withdraw europe",
        "  podspan interconnects withdraw europe --force"
      })
  void withdraw(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = NamesOf.Interconnects.class,
              description = "The interconnect's name.")
          String name,
      @Option(names = "--force", description = "Lets it go at once, and lists what is left.")
          boolean force) {
    JsonNode answer = new PeeringObjects(api(at)).delete(Kind.INTERCONNECT, name, force);
    String text =
        force
            ? Leftovers.text(name, answer)
            : "The interconnect " + name + " is being withdrawn.\n";
    as.printGone(Kind.INTERCONNECT, name, answer, text);
  }

  private static Api api(ServicesOption at) {
    return at.api(ServicesOption.client(), Service.PEERING);
  }
}
