package io.podspan.servicekit.door.request;

import io.netty.util.NetUtil;
import io.podspan.servicekit.problem.Problem;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names that the service goes by. Another name in Host means that somebody pointed a name of
 * his at this address (DNS rebinding): to a browser his page and this service are then one origin.
 * An address in Host is nobody's to point elsewhere, so every address is taken.
 */
public final class HostNames {
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

  private final Set<String> names;

  /**
   * @param configured names besides localhost
   */
  public HostNames(Collection<String> configured) {
    this.names =
        configured.stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The refusal, if there is one. */
  public Optional<Problem> check(Inquiry inquiry) {
    if (inquiry.hosts().size() != 1 || inquiry.hosts().getFirst().isBlank()) {
      return Optional.of(unusable());
    }
    if (!inquiry.target().startsWith("/") && !inquiry.target().equals("*")) {
      return Optional.of(
          Problem.of(
              400,
              "absolute-target",
              "Target is not a path",
              "The request names a whole URL where a path belongs. The service is no proxy.",
              "Send the path only, such as GET /api/v1/clusters."));
    }
    return isOurs(inquiry.hosts().getFirst()) ? Optional.empty() : Optional.of(foreign());
  }

  public static Problem unusable() {
    return Problem.of(
        400,
        "unusable-host",
        "Unusable Host",
        "The request has no Host header, several, or one that is not a name or an address.",
        "Send the name or address of the service in Host, once.");
  }

  private static Problem foreign() {
    return Problem.of(
        421,
        "foreign-host",
        "Not our name",
        "The request's Host is a name that this service does not go by.",
        "Use its address or localhost, or add the name to podspan.door.hosts (PODSPAN_DOOR_HOSTS;"
            + " podspan up --host NAME).");
  }

  boolean isOurs(String host) {
    String name = withoutPort(host.toLowerCase(Locale.ROOT));
    if (name.startsWith("[") && name.endsWith("]")) {
      String address = name.substring(1, name.length() - 1);
      return address.indexOf('%') < 0 && NetUtil.isValidIpV6Address(address);
    }
    return name.equals("localhost")
        || NetUtil.isValidIpV4Address(name)
        || (NAME.matcher(name).matches() && names.contains(name));
  }

  /** The whole text where what follows the last colon is no port: then it is no name either. */
  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > 0
            && colon > host.lastIndexOf(']')
            && PORT.matcher(host.substring(colon + 1)).matches()
        ? host.substring(0, colon)
        : host;
  }
}
