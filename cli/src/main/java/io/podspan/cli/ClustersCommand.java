package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.grant.GrantCommand;
import io.podspan.cli.grant.RevokeCommand;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Table;
import io.podspan.cli.text.TerminalText;
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
    subcommands = {GrantCommand.class, RevokeCommand.class})
final class ClustersCommand implements Runnable {
  private static final String PATH = "/api/v1/clusters";

  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Override
  public void run() {
    list(services, output);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      header = "Lists the clusters.",
      footer = {"%nExample:", "  podspan clusters list -o json"})
  void list(@Mixin ServicesOption at, @Mixin OutputOption as) {
    as.print(
        api(at).get(PATH),
        answer -> table(Answers.items(answer)) + cautions(Answers.items(answer)));
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      header = "Shows one cluster with its nodes.",
      footer = {"%nExample:", "  podspan clusters show paris"})
  void show(
      @Mixin ServicesOption at,
      @Mixin OutputOption as,
      @Parameters(paramLabel = "NAME", description = "The cluster's name.") String name) {
    as.print(api(at).get(PATH + "/" + Answers.segment(name)), ClustersCommand::details);
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
      @Mixin OutputOption as,
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
              description = "kube-router or calico; default: as found.")
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
          @Nullable List<String> serviceCidrs) {
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
    as.print(api(at).post(PATH, body), ClustersCommand::details);
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
      @Mixin OutputOption as,
      @Parameters(paramLabel = "NAME", description = "The cluster's name.") String name) {
    as.print(
        api(at).post(PATH + "/" + Answers.segment(name) + "/refresh"), ClustersCommand::details);
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      header = "Removes a cluster. Refused as long as an interconnect has it.",
      footer = {"%nExample:", "  podspan clusters remove paris"})
  void remove(
      @Mixin ServicesOption at,
      @Mixin OutputOption as,
      @Parameters(paramLabel = "NAME", description = "The cluster's name.") String name) {
    as.print(
        api(at).delete(PATH + "/" + Answers.segment(name)),
        _ -> "The cluster " + name + " is removed.\n");
  }

  private static Api api(ServicesOption at) {
    return at.api(ServicesOption.client(), Service.PEERING);
  }

  private static Table table(JsonNode clusters) {
    Table table = new Table("NAME", "CNI", "VERSION", "ASN", "POD CIDRS", "SERVICE CIDRS", "NODES");
    for (JsonNode cluster : clusters) {
      table.row(
          Answers.text(cluster, "name"),
          Answers.text(cluster, "cni"),
          Answers.text(cluster, "cniVersion"),
          Answers.text(cluster, "asn"),
          Answers.text(cluster, "podCidrs"),
          Answers.text(cluster, "serviceCidrs"),
          cluster.path("nodes").size());
    }
    return table;
  }

  /** Risks of credentials belong where the cluster is seen, not only where it is added. */
  private static String cautions(JsonNode clusters) {
    StringBuilder text = new StringBuilder();
    for (JsonNode cluster : clusters) {
      for (JsonNode caution : cluster.path("cautions")) {
        text.append("caution: ").append(Answers.text(cluster, "name")).append(": ");
        text.append(TerminalText.line(caution.asText())).append('\n');
      }
    }
    return text.isEmpty() ? "" : "\n" + text;
  }

  private static String details(JsonNode cluster) {
    Table nodes = new Table("NODE", "ADDRESS", "POD CIDRS");
    for (JsonNode node : cluster.path("nodes")) {
      nodes.row(
          Answers.text(node, "name"),
          Answers.text(node, "address"),
          Answers.text(node, "podCidrs"));
    }
    JsonNode alone = Api.JSON.createArrayNode().add(cluster);
    return table(alone) + "\n" + nodes + leftOut(cluster) + cautions(alone);
  }

  /**
   * Nodes that are not joined: those that cannot be, and those of which nothing is expected now.
   */
  private static String leftOut(JsonNode cluster) {
    StringBuilder text = new StringBuilder();
    for (JsonNode node : cluster.path("leftOut")) {
      text.append("left out: ").append(Answers.text(node, "why"));
      text.append(" What to do: ").append(Answers.text(node, "nextStep")).append('\n');
    }
    for (JsonNode node : cluster.path("nodes")) {
      String why = node.path("leftOut").asText("");
      text.append(why.isEmpty() ? "" : "left out for now: " + why + "\n");
    }
    return text.isEmpty() ? "" : "\n" + text;
  }
}
