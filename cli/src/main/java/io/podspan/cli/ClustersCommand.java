package io.podspan.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.completion.NamesOf;
import io.podspan.cli.grant.GrantCommand;
import io.podspan.cli.grant.ProbesCommand;
import io.podspan.cli.grant.RevokeCommand;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.text.Answers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The clusters that Podspan knows. */
@Command(
    name = "clusters",
    mixinStandardHelpOptions = true,
    header =
        "Lists, registers, shows, refreshes and removes clusters; gives and takes rights in them.",
    description = "%nWithout a subcommand it lists them.",
    footer = {
      "%nExamples:",
      "  podspan clusters",
      "  podspan clusters grant paris --context paris-admin",
      "  podspan clusters add paris --kubeconfig paris",
      "  podspan clusters show paris -o json",
      "  podspan clusters refresh paris",
      "  podspan clusters remove paris",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT
    },
    subcommands = {GrantCommand.class, RevokeCommand.class, ProbesCommand.class})
final class ClustersCommand implements Runnable {
  private static final String PATH = Kind.CLUSTER.path();

  @Mixin ServicesOption services;
  @Mixin ObjectOutputOption output;

  @Override
  public void run() {
    list(services, output);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      header = "Lists the clusters.",
      footer = {"%nExample:", "  podspan clusters list -o json"})
  void list(@Mixin ServicesOption at, @Mixin ObjectOutputOption as) {
    as.printList(Kind.CLUSTER, new PeeringObjects(api(at)).all(Kind.CLUSTER));
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      header = "Shows one cluster with its nodes.",
      footer = {"%nExample:", "  podspan clusters show paris"})
  void show(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = NamesOf.Clusters.class,
              description = "The cluster's name.")
          String name) {
    as.printOne(Kind.CLUSTER, api(at).get(PATH + "/" + Answers.segment(name)));
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      header = "Registers a cluster. What the options leave out is read from its API.",
      description = {
        "%nCredentials are never sent. The command names a kubeconfig, and every service reads the file of that name",
        "in its credentials folder. With `podspan up` that folder is DATA/credentials: .podspan/up/credentials in the",
        "checkout, unless --data named another data folder. `podspan clusters grant` makes such a file."
      },
      footer = {
        "%nExamples:",
        "  podspan clusters add paris --kubeconfig paris",
        "  podspan clusters add tokyo --kubeconfig asia --context tokyo --cni calico --pod-cidr 10.3.0.0/16",
      })
  void add(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(paramLabel = "NAME", description = "A name of your choice, unique.") String name,
      @Option(
              names = "--kubeconfig",
              paramLabel = "FILE",
              required = true,
              description = "The name of the kubeconfig in the credentials folder.")
          String kubeconfig,
      @Option(
              names = "--context",
              paramLabel = "NAME",
              description = "The context of the kubeconfig; default: its current context.")
          @Nullable String context,
      @Option(
              names = "--cni",
              paramLabel = "NAME",
              description = "kube-router, calico or cilium; default: as found.")
          @Nullable String cni,
      @Option(
              names = "--asn",
              paramLabel = "NUMBER",
              description = "The cluster's AS number; default: as found.")
          @Nullable Long asn,
      @Option(
              names = "--pod-cidr",
              split = ",",
              paramLabel = "CIDR",
              description = "Its pod CIDRs; default: as found.")
          @Nullable List<String> podCidrs,
      @Option(
              names = "--service-cidr",
              split = ",",
              paramLabel = "CIDR",
              description = "Its service CIDRs; default: as found.")
          @Nullable List<String> serviceCidrs,
      @Option(
              names = "--by-hand",
              description = {
                "Podspan only reads the cluster. `rollouts show` has the commands that somebody has to run,",
                "and the rollout waits until they are done."
              })
          boolean byHand) {
    ObjectNode body = Api.JSON.createObjectNode().put("name", name);
    body.putObject("access").put("kubeconfig", kubeconfig).put("context", context);
    if (cni != null) {
      body.put("cni", cni);
    }
    if (asn != null) {
      body.put("asn", asn);
    }
    if (podCidrs != null) {
      body.set("podCidrs", Api.JSON.valueToTree(podCidrs));
    }
    if (serviceCidrs != null) {
      body.set("serviceCidrs", Api.JSON.valueToTree(serviceCidrs));
    }
    if (byHand) {
      body.put("changes", "byHand");
    }
    as.printOne(Kind.CLUSTER, api(at).post(PATH, body));
  }

  @Command(
      name = "refresh",
      mixinStandardHelpOptions = true,
      header = "Reads a registered cluster again and shows it as it is now.",
      description = {
        "%nThe services read each cluster again by themselves from time to time. This command does it at once: after a",
        "change of its nodes, its pod CIDRs or its kubeconfig."
      },
      footer = {"%nExample:", "  podspan clusters refresh paris"})
  void refresh(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = NamesOf.Clusters.class,
              description = "The cluster's name.")
          String name) {
    as.printOne(Kind.CLUSTER, api(at).post(PATH + "/" + Answers.segment(name) + "/refresh"));
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      header = "Removes a cluster. Refused as long as an interconnect has it.",
      footer = {"%nExample:", "  podspan clusters remove paris"})
  void remove(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = NamesOf.Clusters.class,
              description = "The cluster's name.")
          String name) {
    as.printGone(
        Kind.CLUSTER,
        name,
        api(at).delete(PATH + "/" + Answers.segment(name)),
        "The cluster " + name + " is removed.\n");
  }

  private static Api api(ServicesOption at) {
    return at.api(ServicesOption.client(), Service.PEERING);
  }
}
