package io.podspan.peeringservice.api;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.events.check.Printable;
import io.podspan.peeringservice.peering.DnsLabel;
import io.podspan.peeringservice.peering.Quoted;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks of a request's fields. All faults are collected, and one answer names them all. The value
 * returned for a faulty field is a placeholder that is never used.
 */
final class Fields {
  private static final int MOST_ELEMENTS = 100;
  private static final long HIGHEST_ASN = 4_294_967_295L;
  private static final Pattern SECRET_NAME =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  private final List<Problem.Violation> violations = new ArrayList<>();

  void fault(String code, String where, String detail, String nextStep) {
    violations.add(new Problem.Violation(code, where, detail, nextStep));
  }

  String name(String where, @Nullable String value) {
    if (value == null || !DnsLabel.matches(value)) {
      fault(
          "bad-name",
          where,
          value == null ? where + " is missing." : Quoted.of(value) + " is not a name.",
          "Use 1 to "
              + DnsLabel.LONGEST
              + " lower-case letters, digits and hyphens, a letter or digit first and last.");
      return "";
    }
    return value;
  }

  String fileName(String where, @Nullable String value) {
    if (value == null || !FILE_NAME.matcher(value).matches()) {
      fault(
          "bad-kubeconfig-name",
          where,
          value == null
              ? where + " is missing."
              : Quoted.of(value) + " is not the name of a file in the credentials folder.",
          "Give the plain name of a kubeconfig in the services' credentials folder, without a"
              + " path.");
      return "";
    }
    return value;
  }

  String keyFile(String where, String value) {
    if (!FILE_NAME.matcher(value).matches()) {
      fault(
          "bad-key-file-name",
          where,
          Quoted.of(value) + " is not the name of a file in the credentials folder.",
          "Put the key into a file there, and give the plain name of the file, without a path.");
      return "";
    }
    return value;
  }

  /** A DNS subdomain that is not one of ours. */
  String secretName(String where, String value) {
    if (value.length() > 253 || !SECRET_NAME.matcher(value).matches()) {
      fault(
          "bad-secret-name",
          where,
          Quoted.of(value) + " is not the name of a Secret.",
          "Give the name alone: lower-case letters, digits, hyphens and dots. Its namespace is the"
              + " routers' one.");
    } else if (value.startsWith(Reflector.OUR_SECRETS)) {
      fault(
          "bad-secret-name",
          where,
          Quoted.of(value) + " begins as the Secrets that Podspan writes and takes away.",
          "Give yours another name.");
    }
    return value;
  }

  @Nullable String context(String where, @Nullable String value) {
    if (value != null
        && (value.isBlank() || value.length() > 253 || !Printable.isPrintable(value))) {
      fault(
          "bad-context",
          where,
          where + " is empty or too long, or has characters that are not printed.",
          "Name a context, or leave it out.");
    }
    return value;
  }

  long asn(String where, long value) {
    if (value < 1 || value > HIGHEST_ASN) {
      fault(
          "bad-asn",
          where,
          value + " is not an AS number.",
          "Give 1 to 4294967295; private ones are 64512 to 65534.");
    }
    return value;
  }

  int port(String where, int value) {
    if (value < 1 || value > 65535) {
      fault("bad-port", where, value + " is not a port.", "Give 1 to 65535; BGP's own is 179.");
    }
    return value;
  }

  String address(String where, @Nullable String value) {
    try {
      return value == null ? missing(where) : IpAddress.of(value).toString();
    } catch (IllegalArgumentException e) {
      return badAddress(where, e.getMessage() + ".");
    }
  }

  private String missing(String where) {
    return badAddress(where, where + " is missing.");
  }

  private String badAddress(String where, String detail) {
    fault(
        "bad-address",
        where,
        detail,
        "Give the IP address at which the nodes reach the reflector, such as 192.0.2.1.");
    return "";
  }

  List<Prefix> cidrs(String where, @Nullable List<@Nullable String> values) {
    List<Prefix> cidrs = new ArrayList<>();
    for (String value : bounded(where, values)) {
      try {
        cidrs.add(Prefix.of(value == null ? "" : value));
      } catch (IllegalArgumentException e) {
        fault(
            "bad-cidr",
            where,
            e.getMessage() + ".",
            "Give prefixes such as 10.1.0.0/16 or 2001:db8::/32.");
      }
    }
    return cidrs;
  }

  <T> List<@Nullable T> bounded(String where, @Nullable List<@Nullable T> values) {
    if (values != null && values.size() > MOST_ELEMENTS) {
      fault(
          "too-many",
          where,
          where + " has " + values.size() + " elements.",
          "Give at most " + MOST_ELEMENTS + ".");
      return List.of();
    }
    return values == null ? List.of() : values;
  }

  void unique(String where, List<String> values) {
    Set<String> seen = new HashSet<>();
    for (String value : values) {
      if (!value.isEmpty() && !seen.add(value)) {
        fault("duplicate", where, value + " is named twice.", "Name each once.");
      }
    }
  }

  /**
   * Ends the checks.
   *
   * @throws ProblemException 400 with all faults, when there are any
   */
  void check() {
    if (!violations.isEmpty()) {
      throw ProblemException.invalid("fields", violations);
    }
  }

  /**
   * The name in a body, if it has one, is that of the address.
   *
   * @throws ProblemException 400 when it is another one
   */
  static void sameName(@Nullable String inBody, String inAddress) {
    if (inBody != null && !inBody.equals(inAddress)) {
      Fields fields = new Fields();
      fields.fault(
          "other-name",
          "name",
          "The body names " + Quoted.of(inBody) + ", and the address names another one.",
          "Leave name out, or give the same in both. A name cannot be changed.");
      fields.check();
    }
  }

  /** The body, which JAX-RS hands over as null when there is none. */
  static <T> T body(@Nullable T body) {
    if (body == null) {
      throw ProblemException.badRequest(
          "The request has no body.",
          "Send a JSON object as the API's description (/q/openapi) shows it.");
    }
    return body;
  }
}
