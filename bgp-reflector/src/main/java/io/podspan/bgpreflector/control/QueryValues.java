package io.podspan.bgpreflector.control;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads query parameters, or answers with the problem that says what they should be. */
final class QueryValues {
  static final int LARGEST_PAGE = 1000;

  private QueryValues() {}

  static void onlyKnown(UriInfo uri, String... known) {
    Set<String> unknown = new TreeSet<>(uri.getQueryParameters().keySet());
    unknown.removeAll(List.of(known));
    if (!unknown.isEmpty()) {
      throw ProblemException.badRequest(
          "Unknown query parameter " + String.join(", ", unknown) + ".",
          "Known are " + String.join(", ", known) + ".");
    }
  }

  static int limit(String text) {
    return number("limit", text, 1, LARGEST_PAGE);
  }

  static int offset(String text) {
    return number("offset", text, 0, Integer.MAX_VALUE);
  }

  private static int number(String name, String text, int least, int most) {
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Falls through to the problem.
    }
    throw ProblemException.badRequest(
        name + " is '" + text + "'.", "Write a number from " + least + " to " + most + ".");
  }

  static Optional<SessionState> state(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    Optional<SessionState> state =
        Arrays.stream(SessionState.values())
            .filter(s -> s.text().equalsIgnoreCase(text))
            .findFirst();
    if (state.isEmpty()) {
      String known =
          Arrays.stream(SessionState.values())
              .map(SessionState::text)
              .collect(Collectors.joining(", "));
      throw ProblemException.badRequest("state is '" + text + "'.", "Write one of " + known + ".");
    }
    return state;
  }

  static IpAddress address(String text) {
    return IpAddress.parse(text)
        .orElseThrow(
            () ->
                ProblemException.badRequest(
                    "address is '" + text + "'.", "Write an IPv4 or IPv6 address."));
  }

  /** A prefix, or an address, which is a prefix of its whole length. */
  static @Nullable Prefix prefix(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return IpAddress.parse(text)
        .map(IpAddress::asPrefix)
        .or(() -> Prefix.parse(text))
        .orElseThrow(
            () ->
                ProblemException.badRequest(
                    "prefix is '" + text + "'.",
                    "Write a prefix without host bits like 10.1.0.0/24, or an address."));
  }
}
