package io.podspan.routecollector.kernel;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.routecollector.feed.LineReader;
import io.podspan.routecollector.feed.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of {@code ip -o monitor route link address rule}, with and without labels. Routes of
 * the node's own addresses change nothing for others. A link counts when it goes down or comes up:
 * the kernel does not say which IPv4 routes go with it.
 */
public final class KernelLines implements LineReader {
  private static final int MOST_LINKS = 10_000;
  private static final String DELETED = "Deleted ";
  private static final Pattern LABEL = Pattern.compile("^\\[[A-Z]{1,20}]");
  private static final Pattern NUMBERED = Pattern.compile("^([0-9]{1,10}):\\s+(.+)$");
  private static final Pattern LINK = Pattern.compile("^\\S+: <([A-Z0-9_,-]*)> mtu .*$");
  private static final Pattern ADDRESS = Pattern.compile("^\\S+\\s+inet6? (\\S+) .*$");
  private static final Pattern RULE = Pattern.compile("^(not )?from .*$");
  private static final Pattern ROUTE =
      Pattern.compile(
          "^(?:(unicast|local|broadcast|multicast|anycast|throw|unreachable|prohibit|blackhole|nat) )?"
              + "([0-9a-fA-F:./]{2,50}|default)( .*)?$");

  /** Whether each link that was seen is up, by its number. */
  private final Map<String, Boolean> links = new HashMap<>();

  @Override
  public Step read(String line) {
    String said = LABEL.matcher(line).replaceFirst("").strip();
    boolean deleted = said.startsWith(DELETED);
    String thing = deleted ? said.substring(DELETED.length()) : said;
    Matcher numbered = NUMBERED.matcher(thing);
    if (numbered.matches()) {
      return numbered(numbered.group(1), numbered.group(2), deleted);
    }
    Matcher route = ROUTE.matcher(thing);
    return route.matches() && isPrefix(route.group(2))
        ? route(route.group(1), route.group(2), route.group(3))
        : notUnderstood();
  }

  private static Step notUnderstood() {
    return new Step.Gap("ip monitor printed a line that is not understood");
  }

  /** A route to one address is printed without a length. */
  private static boolean isPrefix(String text) {
    return text.equals("default")
        || Prefix.parse(text).isPresent()
        || IpAddress.parse(text).isPresent();
  }

  private static Step route(@Nullable String kind, String prefix, @Nullable String rest) {
    boolean own =
        switch (kind) {
          case "local", "broadcast", "multicast", "anycast" -> true;
          case null, default -> rest != null && rest.contains(" table local");
        };
    return own || linkLocal(prefix) ? Step.BEAT : new Step.Change("the kernel's routes");
  }

  private static boolean linkLocal(String prefix) {
    return prefix.startsWith("fe80:") || prefix.startsWith("ff");
  }

  private Step numbered(String number, String rest, boolean deleted) {
    Matcher link = LINK.matcher(rest);
    if (link.matches()) {
      return link(number, "," + link.group(1) + ",", deleted);
    }
    Matcher address = ADDRESS.matcher(rest);
    if (address.matches()) {
      return linkLocal(address.group(1)) ? Step.BEAT : new Step.Change("the node's addresses");
    }
    return RULE.matcher(rest).matches() ? new Step.Change("the kernel's rules") : notUnderstood();
  }

  private Step link(String number, String flags, boolean deleted) {
    boolean up = !deleted && flags.contains(",UP,") && !flags.contains(",NO-CARRIER,");
    @Nullable Boolean before = deleted ? links.remove(number) : keep(number, up);
    // A link that was never seen and is up: its routes have lines of their own.
    boolean same = before == null ? up : before == up;
    return same ? Step.BEAT : new Step.Change("the node's links");
  }

  private @Nullable Boolean keep(String number, boolean up) {
    if (links.size() >= MOST_LINKS) {
      links.clear();
    }
    return links.put(number, up);
  }
}
