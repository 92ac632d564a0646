package io.podspan.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.podspan.cli.api.Api;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import io.podspan.cli.text.TerminalText;
import java.util.ArrayList;
import java.util.List;

/** Clusters for people. */
final class ClusterView implements ObjectView {
  private static final List<String> COLUMNS =
      List.of("NAME", "CNI", "VERSION", "ASN", "POD CIDRS", "SERVICE CIDRS", "NODES");
  private static final List<String> WIDE =
      List.of("LEFT OUT", "CHANGED BY", "KUBECONFIG", "CONTEXT", "READ");

  @Override
  public String list(JsonNode clusters, boolean wide) {
    List<String> heading = new ArrayList<>(COLUMNS);
    heading.addAll(wide ? WIDE : List.of());
    Table table = new Table(heading.toArray(String[]::new));
    for (JsonNode cluster : clusters) {
      table.row(row(cluster, wide).toArray());
    }
    return table + cautions(clusters);
  }

  private static List<Object> row(JsonNode cluster, boolean wide) {
    List<Object> row = new ArrayList<>();
    for (String field : List.of("name", "cni", "cniVersion", "asn", "podCidrs", "serviceCidrs")) {
      row.add(Answers.text(cluster, field));
    }
    row.add(cluster.path("nodes").size());
    if (wide) {
      row.add(cluster.path("leftOut").size());
      row.add(isByHand(cluster) ? "hand" : "podspan");
      row.add(Answers.text(cluster.path("access"), "kubeconfig"));
      row.add(Answers.text(cluster.path("access"), "context"));
      row.add(Answers.time(cluster, "readAt"));
    }
    return row;
  }

  private static boolean isByHand(JsonNode cluster) {
    return cluster.path("spec").path("changes").asText().equals("byHand");
  }

  private static String changes(JsonNode cluster) {
    return isByHand(cluster)
        ? "Podspan only reads it: its routers are changed by hand (changes: byHand); a rollout shows"
            + " the commands\n"
        : "";
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

  @Override
  public String details(JsonNode cluster) {
    Table nodes = new Table("NODE", "ADDRESS", "POD CIDRS");
    for (JsonNode node : cluster.path("nodes")) {
      nodes.row(
          Answers.text(node, "name"),
          Answers.text(node, "address"),
          Answers.text(node, "podCidrs"));
    }
    JsonNode alone = JsonNodeFactory.instance.arrayNode().add(cluster);
    Table table = new Table(COLUMNS.toArray(String[]::new));
    table.row(row(cluster, false).toArray());
    return table
        + changes(cluster)
        + "\n"
        + nodes
        + leftOut(cluster)
        + cautions(alone)
        + Leftovers.list(cluster.path("remains"));
  }

  /**
   * Nodes that are not joined: those that cannot be, and those of which nothing is expected now.
   */
  private static String leftOut(JsonNode cluster) {
    StringBuilder text = new StringBuilder();
    for (JsonNode node : cluster.path("leftOut")) {
      text.append("left out: ").append(Answers.text(node, "why"));
      String path = Kind.CLUSTER.path() + "/" + Answers.text(cluster, "name");
      text.append(" What to do: ").append(Api.inCommands(Answers.text(node, "nextStep"), path));
      text.append('\n');
    }
    for (JsonNode node : cluster.path("nodes")) {
      String why = node.path("leftOut").asText("");
      text.append(why.isEmpty() ? "" : "left out for now: " + TerminalText.line(why) + "\n");
    }
    return text.isEmpty() ? "" : "\n" + text;
  }
}
