package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The difference between two moments. */
@Command(
    name = "changes",
    mixinStandardHelpOptions = true,
    header =
        "Shows what changed on nodes between two moments: sessions, routes, what could be read.",
    description = {
      "%nThe difference between the two: what changed and is as it was is counted only. A PART is state",
      "(whether the node can be read), session, route (an expected one), rib or fib. Times are UTC.",
      "Of a node that was read for the first time in between only what changed later is known: it is named",
      "at the end. What is too much to be kept may be forgotten before all is read: then nodes are left out,",
      "and the end says so."
    },
    footer = {
      "%nExamples:",
      "  podspan changes",
      "  podspan changes paris --since 1h --part route",
      "  podspan changes paris/paris-1 --since 2026-11-30T09:00:00Z --until 2026-11-30T10:00:00Z -o json",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT
    })
final class ChangesCommand implements Runnable {
  private static final int PAGE = 1_000;

  /** As much as people or their scripts take at once. */
  private static final int MOST_ROWS = 50_000;

  private static final int MOST_NAMED = 5;

  /** That the rest could not be read. */
  private static final String FORGOTTEN = "forgotten";

  /** As long as somebody waits for the answer to one question. */
  private static final int TURNS = 60;

  private static final Duration PAUSE = Duration.ofMillis(500);

  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Parameters(
      arity = "0..1",
      paramLabel = "CLUSTER[/NODE]",
      description = "Only on nodes of this cluster, or on this one.")
  @Nullable String where;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "The first moment: so long ago (10m, 6h, 1d), or an instant in UTC; default: 10m, or three"
              + " quarters of the time that is kept where that is less.")
  @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "The second moment, as --since; default: now.")
  @Nullable String until;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "Only state, session, route, rib or fib.")
  @Nullable String part;

  @Override
  public void run() {
    Api api = services.api(ServicesOption.client(), Service.COLLECTOR);
    JsonNode first = page(api, "");
    if (first instanceof ObjectNode all && first.path("items") instanceof ArrayNode items) {
      addTo(all, items, api);
    }
    output.print(first, ChangesCommand::text);
  }

  /**
   * All pages are of the same two moments; {@code next} is left where they are too much, or where
   * the first moment is not kept any more: what was read is true all the same.
   */
  private void addTo(ObjectNode all, ArrayNode items, Api api) {
    ArrayNode begins = all.withArray("begins");
    int asBefore = all.path("asBefore").asInt();
    JsonNode next = all.path("next");
    while (next.isTextual() && items.size() < MOST_ROWS) {
      Optional<JsonNode> page = keptPage(api, next.asText());
      if (page.isEmpty()) {
        all.put(FORGOTTEN, true);
        break;
      }
      page.get().path("items").forEach(items::add);
      page.get().path("begins").forEach(begins::add);
      asBefore += page.get().path("asBefore").asInt();
      next = page.get().path("next");
    }
    all.put("asBefore", asBefore);
    if (next.isTextual()) {
      all.set("next", next);
    } else {
      all.remove("next");
    }
  }

  /** Empty where the first moment was forgotten since the page before. */
  private Optional<JsonNode> keptPage(Api api, String cursor) {
    try {
      return Optional.of(page(api, cursor));
    } catch (ProblemException e) {
      if (isOf(e, "time-not-kept")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isOf(ProblemException e, String type) {
    return e.problem().path("type").asText().equals("/problems/" + type);
  }

  /** The service answers one at a time: what it refuses because of others is asked again. */
  private JsonNode page(Api api, String cursor) {
    for (int turn = 1; ; turn++) {
      try {
        return api.get(path(cursor));
      } catch (ProblemException e) {
        if (!isOf(e, "too-many-questions") || turn == TURNS) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private String path(String cursor) {
    StringBuilder path = new StringBuilder("/api/v1/changes?limit=" + PAGE);
    add(path, "from", cursor.isEmpty() ? since : null);
    add(path, "to", cursor.isEmpty() ? until : null);
    if (where != null) {
      int slash = where.indexOf('/');
      add(path, "cluster", slash < 0 ? where : where.substring(0, slash));
      add(path, "node", slash < 0 ? null : where.substring(slash + 1));
    }
    add(path, "part", part);
    add(path, "cursor", cursor.isEmpty() ? null : cursor);
    return path.toString();
  }

  private static void add(StringBuilder path, String name, @Nullable String value) {
    if (value != null) {
      path.append('&').append(name).append('=').append(Answers.segment(value));
    }
  }

  private static String text(JsonNode answer) {
    String time =
        "between " + Answers.time(answer, "from") + " and " + Answers.time(answer, "to") + ".\n";
    int asBefore = answer.path("asBefore").asInt();
    String rest =
        (asBefore == 0 ? "" : lines(asBefore) + " changed and came back.\n")
            + begins(answer.path("begins"))
            + more(answer);
    JsonNode items = answer.path("items");
    if (items.isEmpty()) {
      boolean all = !answer.path("next").isTextual();
      return "Nothing " + (all ? "" : "that was read ") + "is different " + time + rest;
    }
    Table table = new Table("NODE", "PART", "WHAT", "BEFORE", "AFTER", "AT");
    for (JsonNode item : items) {
      table.row(
          node(item),
          Answers.text(item, "part"),
          Answers.text(item, "item"),
          Answers.text(item, "before"),
          Answers.text(item, "after"),
          Answers.time(item, "at"));
    }
    return table + "The difference " + time + rest;
  }

  private static String more(JsonNode answer) {
    if (answer.path(FORGOTTEN).asBoolean()) {
      return "The rest could not be read, because older changes were forgotten meanwhile: ask for less time.\n";
    }
    return answer.path("next").isTextual() ? "There is more: ask for less time.\n" : "";
  }

  /** What is not known is not the same. */
  private static String begins(JsonNode nodes) {
    if (nodes.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("Nothing is known from before of ");
    for (int i = 0; i < Math.min(nodes.size(), MOST_NAMED); i++) {
      text.append(i == 0 ? "" : ", ")
          .append(node(nodes.path(i)))
          .append(" (read since ")
          .append(Answers.time(nodes.path(i), "since"))
          .append(')');
    }
    int more = nodes.size() - MOST_NAMED;
    return text.append(more > 0 ? " and " + more + " more" : "").append(".\n").toString();
  }

  private static String node(JsonNode item) {
    return Answers.text(item, "cluster") + "/" + Answers.text(item, "node");
  }

  private static String lines(int count) {
    return count + (count == 1 ? " line" : " lines");
  }
}
