package io.podspan.cli.api;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The REST calls that a service's text names, and the commands that do the same. A service speaks
 * to every client, so it names REST calls; a user of the command line wants to read commands. Pure.
 */
final class RestCalls {
  private static final String NAME = "([A-Za-z0-9._-]+|\\{[a-z]+\\})";

  /** More specific calls stand first. Whoever may PUT may edit all of an object. */
  private static final List<Rule> RULES =
      List.of(
          rule("POST /api/v1/clusters/" + NAME + "/refresh", "clusters", "clusters refresh"),
          rule("PUT(?: or PATCH)? /api/v1/clusters/" + NAME, "clusters", "edit cluster"),
          rule("DELETE /api/v1/clusters/" + NAME, "clusters", "clusters remove"),
          rule("GET /api/v1/clusters/" + NAME, "clusters", "clusters show"),
          rule("POST /api/v1/clusters", "clusters", "clusters add"),
          rule("GET /api/v1/clusters", "clusters", "clusters"),
          rule("PUT(?: or PATCH)? /api/v1/reflectors/" + NAME, "reflectors", "edit reflector"),
          rule("PATCH /api/v1/reflectors/" + NAME, "reflectors", "edit reflector"),
          rule("DELETE /api/v1/reflectors/" + NAME, "reflectors", "delete reflector"),
          rule("GET /api/v1/reflectors/" + NAME, "reflectors", "describe reflector"),
          rule("POST /api/v1/reflectors", "reflectors", "apply -f FILE"),
          rule("GET /api/v1/reflectors", "reflectors", "get reflectors"),
          rule("DELETE /api/v1/interconnects/" + NAME, "interconnects", "interconnects withdraw"),
          rule(
              "PUT(?: or PATCH)? /api/v1/interconnects/" + NAME,
              "interconnects",
              "edit interconnect"),
          rule("PATCH /api/v1/interconnects/" + NAME, "interconnects", "interconnects update"),
          rule(
              "POST /api/v1/interconnects/" + NAME + "/retry",
              "interconnects",
              "interconnects retry"),
          rule("GET /api/v1/interconnects/" + NAME, "interconnects", "interconnects show"),
          rule("POST /api/v1/interconnects", "interconnects", "interconnects declare"),
          rule("GET /api/v1/interconnects", "interconnects", "interconnects"),
          rule("GET /api/v1/rollouts\\?cluster=" + NAME, "clusters", "rollouts list --cluster"),
          rule("POST /api/v1/rollouts/" + NAME + "/pause", "rollouts", "rollouts pause"),
          rule("POST /api/v1/rollouts/" + NAME + "/resume", "rollouts", "rollouts resume"),
          rule("POST /api/v1/rollouts/" + NAME + "/abort", "rollouts", "rollouts abort"),
          rule("POST /api/v1/rollouts/" + NAME + "/rollback", "rollouts", "rollouts rollback"),
          rule("POST /api/v1/rollouts/" + NAME + "/retry", "rollouts", "rollouts retry"),
          rule("GET /api/v1/rollouts/" + NAME, "rollouts", "rollouts show"),
          rule("GET /api/v1/rollouts", "rollouts", "rollouts"),
          rule("GET /api/v1/reachability", "reachability", "status"),
          rule("GET /api/v1/overview", "overview", "status"),
          rule("GET /api/v1/events", "events", "events"));

  private RestCalls() {}

  private record Rule(Pattern call, String noun, String command) {}

  /** A call ends where its path ends; a longer path is another call. */
  private static Rule rule(String call, String noun, String command) {
    return new Rule(Pattern.compile(call + "(?![A-Za-z0-9/?{_-])"), noun, command);
  }

  /**
   * The text with commands in place of REST calls. A placeholder such as {@code {name}} becomes the
   * name that the failed call was about, if both are about the same kind of object.
   */
  static String asCommands(String text, Call failed) {
    String replaced = text;
    for (Rule rule : RULES) {
      replaced =
          rule.call()
              .matcher(replaced)
              .replaceAll(found -> Matcher.quoteReplacement(command(rule, found, failed)));
    }
    return replaced;
  }

  private static String command(Rule rule, MatchResult found, Call failed) {
    String command = "podspan " + rule.command();
    if (found.groupCount() == 0) {
      return command;
    }
    String named = found.group(1);
    if (!named.startsWith("{")) {
      return command + " " + named;
    }
    boolean same = rule.noun().equals(failed.noun()) && !failed.name().isEmpty();
    return command + " " + (same ? failed.name() : "NAME");
  }
}
