package io.podspan.events.reason;

import io.podspan.events.reason.PairSummary.AllAnswer;
import io.podspan.events.reason.PairSummary.NoneAnswers;
import io.podspan.events.reason.PairSummary.Several;
import io.podspan.events.reason.PairSummary.SomeFail;
import io.podspan.events.reason.PairSummary.SomeNotAsked;
import io.podspan.events.reason.PingFailure.IcmpError;
import io.podspan.events.reason.PingFailure.NoReply;
import io.podspan.events.reason.PingFailure.NoResult;
import io.podspan.events.reason.PingFailure.PingError;
import java.util.List;
import java.util.stream.Collectors;

/** Why pods reach each other or not, in words. */
final class PairReasonText {
  private static final int MOST_PARTS = 5;
  private static final int MOST_ERRORS = 2;
  private static final int MOST_NODES = 3;

  private PairReasonText() {}

  static ReasonText of(PairReason reason) {
    return switch (reason) {
      case PairSummary summary -> of(summary);
      case PingFailure failure -> of(failure);
      case NotMeasured obstacle -> NotMeasuredText.of(obstacle);
      case Unrecognised unknown -> ReasonText.of(unknown);
    };
  }

  private static ReasonText of(PairSummary summary) {
    return switch (summary) {
      case AllAnswer(int pairs) ->
          new ReasonText("all " + ReasonText.count(pairs, "pair") + " of pods answer", "");
      case NoneAnswers(String from, String to, int _, List<PairReason> errors) ->
          new ReasonText(
              "no pod of " + to + " answers any pod of " + from + errors(errors),
              "Check the routes of the nodes of both clusters, and firewalls between them.");
      case SomeFail fail -> new ReasonText(seen(fail), "Check the routes of the nodes named.");
      case SomeNotAsked(int pods, List<String> nodes, PairReason why) -> {
        ReasonText first = of(why);
        yield new ReasonText(
            ReasonText.count(pods, "pod") + on(nodes) + " could not be asked: " + first.seen(),
            first.toDo());
      }
      case Several(List<PairReason> reasons) -> joined(reasons);
    };
  }

  private static ReasonText joined(List<PairReason> reasons) {
    List<ReasonText> texts = reasons.stream().map(PairReasonText::of).toList();
    return new ReasonText(
        texts.stream().map(ReasonText::seen).collect(Collectors.joining("; ")),
        texts.stream()
            .map(ReasonText::toDo)
            .filter(toDo -> !toDo.isEmpty())
            .distinct()
            .collect(Collectors.joining(" ")));
  }

  private static String on(List<String> nodes) {
    return nodes.isEmpty() ? "" : " on " + first(MOST_NODES, nodes);
  }

  private static String first(int most, List<String> names) {
    String some = names.stream().limit(most).collect(Collectors.joining(", "));
    return names.size() > most ? some + ", ..." : some;
  }

  private static String seen(SomeFail fail) {
    List<String> parts =
        fail.parts().stream().map(part -> part(part, fail.from(), fail.to())).toList();
    return fail.failed()
        + " of "
        + ReasonText.count(fail.pairs(), "pair")
        + " of pods "
        + (fail.failed() == 1 ? "fails" : "fail")
        + (parts.isEmpty() ? "" : ": " + first(MOST_PARTS, parts))
        + errors(fail.errors());
  }

  private static String part(FailedPart part, String from, String to) {
    return switch (part.kind()) {
      case TARGET_NODE -> "no pod on node " + part.toNode() + " of " + to + " answers";
      case SOURCE_NODE -> "no pod on node " + part.fromNode() + " of " + from + " gets an answer";
      case TARGET_POD -> "pod " + part.toPod() + " of " + to + " does not answer";
      case SOURCE_POD -> "pod " + part.fromPod() + " of " + from + " gets no answer";
      case PAIR ->
          part.fromPod()
              + " on "
              + part.fromNode()
              + " does not reach "
              + part.toPod()
              + " on "
              + part.toNode();
    };
  }

  private static String errors(List<PairReason> errors) {
    return errors.isEmpty()
        ? ""
        : errors.stream()
            .limit(MOST_ERRORS)
            .map(error -> of(error).seen())
            .collect(Collectors.joining("; ", " (", ")"));
  }

  private static ReasonText of(PingFailure failure) {
    return switch (failure) {
      case NoReply _ ->
          new ReasonText("no reply", "Check the routes of both nodes, and firewalls between them.");
      case IcmpError(String message, String by) ->
          new ReasonText(
              message + ", says " + by, "Look at the routes and neighbours of " + by + ".");
      case PingError(String message) ->
          new ReasonText(message, "Check the routes inside the pod and on its node.");
      case NoResult(String said) ->
          new ReasonText(
              "the pod printed no ping result: " + said,
              "Check that the pod's image has sh and ping.");
    };
  }
}
