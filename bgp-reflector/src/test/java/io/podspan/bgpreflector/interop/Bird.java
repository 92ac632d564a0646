package io.podspan.bgpreflector.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What BIRD 1.6 and 2 have in common: how they are asked, and much of how they are told. */
final class Bird {
  private static final Pattern HEAD = Pattern.compile("(\\S+)\\s+\\S+ \\[reflector .*");
  private static final Pattern PAIR = Pattern.compile("\\((\\d+),\\s*(\\d+)\\)");
  private static final Pattern TRIPLE = Pattern.compile("\\((\\d+),\\s*(\\d+),\\s*(\\d+)\\)");

  private Bird() {}

  /** The filter of what is announced. */
  static String filter(Station station) {
    return
"""
filter ours {
  if source != RTS_STATIC then reject;
  if net = %s then { bgp_community.add((64512,%d)); bgp_large_community.add((64512,%d,77)); }
  if net = %s then { %s }
  if net = %s then bgp_community.add((65535,65282));
  accept;
}
"""
        .formatted(
            station.tagged(),
            station.number(),
            station.number(),
            station.farAway(),
            "bgp_path.prepend(65001); ".repeat(Station.LONG_AS_PATH),
            station.unadvertised());
  }

  static String staticRoutes(Station station) {
    StringBuilder lines = new StringBuilder();
    for (String prefix :
        List.of(station.plain(), station.tagged(), station.farAway(), station.unadvertised())) {
      lines.append("  route ").append(prefix).append(" blackhole;\n");
    }
    return lines.toString();
  }

  static String session(Guard guard, String local, String neighbor) {
    return """
      local %s as 64512;
      neighbor %s as 64512;
      connect delay time 1;
      connect retry time 2;
      error wait time 1, 2;
      %s
      %s
    """
        .formatted(
            local,
            neighbor,
            guard.hasPassword() ? "password \"" + guard.password() + "\";" : "",
            guard.ttlSecurity() ? "ttl security on;" : "");
  }

  /** What a daemon has; {@code birdc} is the command that asks it. */
  static Map<String, SeenRoute> learned(Station station, String... birdc) {
    Map<String, SeenRoute> routes = parse(ask(station, birdc, "show", "route", "all"));
    // It prints no more than the beginning of a long path, but can be asked for its length.
    String far = "bgp_path.len = " + Station.LONG_AS_PATH;
    parse(ask(station, birdc, "show", "route", "all", "where", far))
        .keySet()
        .forEach(prefix -> routes.computeIfPresent(prefix, (_, route) -> route.far()));
    return routes;
  }

  private static String ask(Station station, String[] birdc, String... command) {
    return station.ask(Stream.concat(Stream.of(birdc), Stream.of(command)).toArray(String[]::new));
  }

  /** Reads "show route all". */
  private static Map<String, SeenRoute> parse(String shown) {
    Map<String, SeenRoute> routes = new TreeMap<>();
    String prefix = null;
    Map<String, String> attributes = new TreeMap<>();
    for (String line : shown.lines().toList()) {
      Matcher head = HEAD.matcher(line);
      if (!line.startsWith("\t")) {
        add(routes, prefix, attributes);
        attributes.clear();
        prefix = head.matches() ? head.group(1) : null;
      } else if (line.contains(": ")) {
        String[] parts = line.split(": ", 2);
        attributes.put(parts[0].strip(), parts[1].strip());
      }
    }
    add(routes, prefix, attributes);
    return routes;
  }

  private static void add(
      Map<String, SeenRoute> routes, String prefix, Map<String, String> attributes) {
    if (prefix == null) {
      return;
    }
    List<String> clusters = new ArrayList<>(words(attributes, "BGP.cluster_list"));
    routes.put(
        prefix,
        new SeenRoute(
            prefix,
            words(attributes, "BGP.next_hop").stream().findFirst().orElse(""),
            attributes.getOrDefault("BGP.originator_id", ""),
            clusters,
            numbers(PAIR, attributes.getOrDefault("BGP.community", "")),
            numbers(TRIPLE, attributes.getOrDefault("BGP.large_community", "")),
            words(attributes, "BGP.as_path").size()));
  }

  private static List<String> words(Map<String, String> attributes, String name) {
    String value = attributes.getOrDefault(name, "").strip();
    return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
  }

  private static Set<String> numbers(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      List<String> groups = new ArrayList<>();
      for (int group = 1; group <= matcher.groupCount(); group++) {
        groups.add(matcher.group(group));
      }
      found.add(String.join(":", groups));
    }
    return found;
  }
}
