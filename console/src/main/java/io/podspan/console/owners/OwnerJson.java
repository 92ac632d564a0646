package io.podspan.console.owners;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.addresses.IpAddress;
import io.podspan.console.why.Cause;
import io.podspan.console.why.Checked;
import io.podspan.console.why.Measured;
import io.podspan.console.why.Measurement;
import io.podspan.console.why.Reflected;
import io.podspan.console.why.Resolved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From the owners' JSON to values. Fields that are not known are left out, those that lack are
 * empty, lists and texts are cut: who answers may be newer or older than this.
 */
final class OwnerJson {
  private static final int MOST_CHARACTERS = 1_000;
  private static final int MOST_ELEMENTS = 100;

  private OwnerJson() {}

  /** A text in one line; empty where there is none. */
  static String text(JsonNode of, String field) {
    JsonNode value = of.path(field);
    return value.isValueNode() && !value.isNull() ? line(value.asText()) : "";
  }

  private static String line(String text) {
    String printable = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return printable.length() > MOST_CHARACTERS
        ? printable.substring(0, MOST_CHARACTERS) + "..."
        : printable;
  }

  private static @Nullable String optional(JsonNode of, String field) {
    String text = text(of, field);
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Integer number(JsonNode of, String field) {
    JsonNode value = of.path(field);
    return value.canConvertToInt() && value.isNumber() ? value.asInt() : null;
  }

  private static List<JsonNode> elements(JsonNode of, String field) {
    List<JsonNode> elements = new ArrayList<>();
    for (JsonNode element : of.path(field)) {
      if (elements.size() < MOST_ELEMENTS) {
        elements.add(element);
      }
    }
    return elements;
  }

  static Resolved resolved(JsonNode answer) {
    return new Resolved(
        text(answer, "kind"),
        optional(answer, "cluster"),
        optional(answer, "namespace"),
        optional(answer, "name"),
        elements(answer, "addresses").stream()
            .flatMap(address -> IpAddress.parse(address.asText()).stream())
            .toList(),
        optional(answer, "node"),
        optional(answer, "phase"),
        answer.path("hostNetwork").asBoolean(),
        elements(answer, "endpoints").stream().flatMap(e -> endpoint(e).stream()).toList());
  }

  private static Optional<Resolved.Endpoint> endpoint(JsonNode of) {
    return IpAddress.parse(text(of, "address"))
        .map(
            address ->
                new Resolved.Endpoint(address, optional(of, "node"), of.path("ready").asBoolean()));
  }

  static Measurement measured(JsonNode answer) {
    return new Measurement(IpAddress.parse(text(answer, "target")), results(answer));
  }

  private static List<Measured> results(JsonNode answer) {
    return elements(answer, "measurements").stream()
        .map(
            one ->
                new Measured(
                    text(one, "kind"),
                    text(one, "state"),
                    cause(one.path("reason")),
                    median(one),
                    lost(one),
                    number(one, "mtu"),
                    optional(one, "source")))
        .toList();
  }

  private static @Nullable Long median(JsonNode one) {
    JsonNode median = one.path("rttMicros").path("median");
    return median.isNumber() ? median.asLong() : null;
  }

  private static Measured.@Nullable Lost lost(JsonNode one) {
    Integer sent = number(one, "sent");
    Integer received = number(one, "received");
    return sent == null || received == null || received <= 0 || received >= sent
        ? null
        : new Measured.Lost(sent - received, sent);
  }

  private static @Nullable Cause cause(JsonNode reason) {
    return reason.isObject()
        ? new Cause(text(reason, "code"), text(reason, "text"), text(reason, "toDo"))
        : null;
  }

  /**
   * @param cluster that was asked about
   */
  static Checked checked(String cluster, JsonNode answer) {
    JsonNode route = answer.path("route");
    return new Checked(
        cluster,
        text(answer, "node"),
        text(route, "outcome"),
        way(route, answer.path("neighbour")),
        number(route, "mtu"),
        nextHop(answer.path("neighbour")),
        elements(answer, "macs").stream().map(each -> line(each.asText())).toList(),
        elements(answer, "findings").stream().flatMap(each -> finding(each).stream()).toList(),
        elements(answer, "unknown").stream()
            .map(each -> text(each, "what") + " could not be looked at: " + text(each, "why"))
            .toList());
  }

  private static Checked.@Nullable NextHop nextHop(JsonNode neighbour) {
    String mac = optional(neighbour, "mac");
    return mac == null
        ? null
        : new Checked.NextHop(text(neighbour, "address"), text(neighbour, "device"), mac);
  }

  private static Optional<Checked.Finding> finding(JsonNode of) {
    Cause cause = cause(of.path("reason"));
    return cause == null
        ? Optional.empty()
        : Optional.of(
            new Checked.Finding(
                cause,
                elements(of, "evidence").stream().map(each -> line(each.asText())).toList()));
  }

  /** Empty where it lacks what the question was about: that would not be "no". */
  static Optional<Reflected> reflected(JsonNode answer) {
    JsonNode origin = answer.path("origin");
    JsonNode handedOver = answer.path("handedOver");
    boolean whole =
        answer.path("session").isBoolean()
            && origin.path("known").isBoolean()
            && origin.path("session").isBoolean()
            && origin.path("announced").isBoolean();
    return whole
        ? Optional.of(
            new Reflected(
                answer.path("session").asBoolean(),
                answer.path("stalled").asBoolean(),
                new Reflected.Origin(
                    origin.path("known").asBoolean(),
                    origin.path("session").asBoolean(),
                    origin.path("announced").asBoolean(),
                    refused(origin.path("refused")),
                    optional(origin, "unsure")),
                handedOver.isBoolean() ? handedOver.asBoolean() : null,
                elements(answer, "paths").stream().flatMap(one -> path(one).stream()).toList()))
        : Optional.empty();
  }

  private static Optional<Reflected.Path> path(JsonNode path) {
    return path.path("sent").isBoolean()
        ? Optional.of(
            new Reflected.Path(
                text(path, "peer"),
                path.path("sent").asBoolean(),
                text(path, "why"),
                text(path, "text")))
        : Optional.empty();
  }

  private static Reflected.@Nullable Refused refused(JsonNode refused) {
    return refused.isObject()
        ? new Reflected.Refused(text(refused, "why"), text(refused, "toDo"))
        : null;
  }

  private static String way(JsonNode route, JsonNode neighbour) {
    String outcome = text(route, "outcome");
    String device = text(route, "device");
    if (!outcome.equals("FORWARDED") && !outcome.equals("LOCAL")) {
      return "";
    }
    String gateway = text(route, "gateway");
    String state = text(neighbour, "state");
    return (outcome.equals("LOCAL") ? "it is this node's own" : "sent on")
        + (gateway.isEmpty() ? "" : " to " + gateway)
        + (device.isEmpty() ? "" : " by " + device)
        + (state.isEmpty() ? "" : ", neighbour " + state);
  }
}
