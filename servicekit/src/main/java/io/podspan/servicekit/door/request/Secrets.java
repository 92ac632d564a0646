package io.podspan.servicekit.door.request;

import io.podspan.servicekit.problem.Problem;
import java.util.Optional;
import java.util.regex.Pattern;

/** A token in an address ends in logs and histories, so it is refused even where none is needed. */
final class Secrets {
  private static final Pattern IN_QUERY =
      Pattern.compile(
          "[?&](access_token|token|code|bearer|authorization)=", Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  static Optional<Problem> check(Inquiry inquiry) {
    return IN_QUERY.matcher(inquiry.target()).find()
        ? Optional.of(
            Problem.of(
                400,
                "token-in-address",
                "Token in the address",
                "The address of the request has a token or a code. Addresses are logged.",
                "Send it in a header, Authorization: Bearer TOKEN, and roll this one."))
        : Optional.empty();
  }
}
