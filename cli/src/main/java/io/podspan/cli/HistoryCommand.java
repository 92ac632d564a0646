package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.machine.Service;
import io.podspan.cli.probes.HistoryText;
import io.podspan.cli.text.Answers;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What was measured over time. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    header = "Shows loss, round trips and jitter over time.",
    description = {
      "%nAn end is CLUSTER, or CLUSTER/node/NAME; with a node, or with --nodes, rows are of pairs of nodes.",
      "Kept are minutes, hours and days. A minute is there when it has ended; one in which nothing could be",
      "measured has no row, and is no loss. JITTER is the mean distance of a round trip from the mean of its",
      "round. Times are UTC."
    },
    footer = {
      "%nExamples:",
      "  podspan history",
      "  podspan history paris tokyo --since 6h",
      "  podspan history --total --since 7d",
      "  podspan history paris/node/paris-1 tokyo --since 7d --step hour",
      "  podspan history paris tokyo --since 2026-11-30T09:00:00Z --until 2026-11-30T10:00:00Z -o json",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:there are rows",
      ExitCode.FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT,
      "4:there are no rows: nothing was measured in this time, or it is kept no longer"
    })
final class HistoryCommand implements Callable<Integer> {
  /** As much as people or their scripts take at once. */
  private static final int MOST_ROWS = 50_000;

  private static final int PAGE = 10_000;

  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Parameters(index = "0", arity = "0..1", paramLabel = "FROM", description = "Whose pods ping.")
  @Nullable String from;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TO",
      description = "Whose pods are pinged.")
  @Nullable String to;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "From when on: so long ago (30m, 6h, 7d), or an instant in UTC; default: an hour of"
              + " minutes, a day of hours, 30 days of days.")
  @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Until when, as --since.")
  @Nullable String until;

  @Option(
      names = "--step",
      paramLabel = "minute|hour|day",
      description =
          "How long a row is; default: minutes up to 6 hours, hours up to 7 days, as far as they are kept.")
  @Nullable String step;

  @Option(names = "--total", description = "One row for each pair, over all of the time.")
  boolean total;

  @Option(names = "--nodes", description = "Pairs of nodes in place of clusters.")
  boolean nodes;

  @Override
  public Integer call() {
    JsonNode answer = all(services.api(ServicesOption.client(), Service.PROBES));
    output.print(answer, each -> HistoryText.of(each, total));
    return answer.path("rows").isEmpty() ? ExitCode.NOT_FOUND_OUT : ExitCode.OK;
  }

  /** The first page with the rows of all others; {@code next} is left where that is too much. */
  private JsonNode all(Api api) {
    JsonNode first = api.get(path(""));
    JsonNode next = first.path("next");
    if (!(first instanceof ObjectNode all) || !(first.path("rows") instanceof ArrayNode rows)) {
      return first;
    }
    while (next.isTextual() && rows.size() < MOST_ROWS) {
      JsonNode page = api.get(path(next.asText()));
      page.path("rows").forEach(rows::add);
      next = page.path("next");
    }
    all.set("next", next);
    return all;
  }

  private String path(String cursor) {
    StringBuilder path = new StringBuilder("/api/v1/history?limit=" + PAGE);
    add(path, "from", from);
    add(path, "to", to);
    add(path, "since", since);
    add(path, "until", until);
    add(path, "step", step);
    add(path, "nodes", nodes ? "true" : null);
    add(path, "total", total ? "true" : null);
    add(path, "cursor", cursor.isEmpty() ? null : cursor);
    return path.toString();
  }

  private static void add(StringBuilder path, String name, @Nullable String value) {
    if (value != null) {
      path.append('&').append(name).append('=').append(Answers.segment(value));
    }
  }
}
