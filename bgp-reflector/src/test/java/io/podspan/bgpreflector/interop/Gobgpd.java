package io.podspan.bgpreflector.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.podspan.testkit.Patience;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** GoBGP, as kube-router embeds it. */
record Gobgpd(Station station, GobgpRelease release, Restart restart) implements Router {
  /** What it does about graceful restarts (RFC 4724). */
  enum Restart {
    NONE,
    /** It restarts gracefully, and each start counts as a restart. */
    GRACEFUL,
    /** The same, and it announces nothing until a neighbor is back that never comes. */
    WAITING;

    boolean graceful() {
      return this != NONE;
    }
  }

  private static final String GRACEFUL_SESSION =
      "[neighbors.graceful-restart.config]\n enabled = true\n restart-time = 60\n";
  private static final String GRACEFUL_FAMILY =
      "[neighbors.afi-safis.mp-graceful-restart.config]\n enabled = true\n";

  private static final String ABSENT = "198.18.77.250";

  Gobgpd(Station station, GobgpRelease release) {
    this(station, release, Restart.NONE);
  }

  /** The same router, which waits after its next start. */
  Gobgpd waiting() {
    return new Gobgpd(station, release, Restart.WAITING);
  }

  private String gobgp() {
    return release.program("gobgp");
  }

  @Override
  public void start(Guard guard) throws IOException {
    String config =
        station.write(
            "gobgpd.toml",
            """
            [global.config]
              as = 64512
              router-id = "%s"
            %s%s
            """
                .formatted(
                    station.address(),
                    neighbor(Fabric.HOST, guard),
                    restart == Restart.WAITING ? neighbor(ABSENT, guard) : ""));
    List<String> command = new ArrayList<>(List.of(release.program("gobgpd"), "-f", config));
    if (restart.graceful()) {
      command.add("-r");
    }
    station.run(command.toArray(String[]::new));
    Patience.await().until(() -> station.ask(gobgp(), "global").contains(station.address()));
    announce();
  }

  private String neighbor(String address, Guard guard) {
    String family = restart.graceful() ? GRACEFUL_FAMILY : "";
    return """
            [[neighbors]]
              [neighbors.config]
                neighbor-address = "%s"
                peer-as = 64512
                auth-password = "%s"
              [neighbors.timers.config]
                connect-retry = 1
                idle-hold-time-after-reset = 1
              [neighbors.ttl-security.config]
                enabled = %s
                ttl-min = 255
              %s
              [[neighbors.afi-safis]]
                [neighbors.afi-safis.config]
                  afi-safi-name = "ipv4-unicast"
                %s
              [[neighbors.afi-safis]]
                [neighbors.afi-safis.config]
                  afi-safi-name = "ipv6-unicast"
                %s
            """
        .formatted(
            address,
            guard.password(),
            guard.ttlSecurity(),
            restart.graceful() ? GRACEFUL_SESSION : "",
            family,
            family);
  }

  private void announce() {
    add(station.plain(), station.address(), "-a", "ipv4");
    add(
        station.tagged(),
        station.address(),
        "community",
        station.community(),
        "large-community",
        station.largeCommunity());
    add(station.plainV6(), station.addressV6(), "-a", "ipv6");
  }

  private void add(String prefix, String nextHop, String... more) {
    List<String> command = new ArrayList<>(List.of(gobgp(), "global", "rib", "add", prefix));
    command.addAll(List.of("origin", "igp", "nexthop", nextHop));
    command.addAll(List.of(more));
    String said = station.ask(command.toArray(String[]::new));
    if (!said.isBlank()) {
      throw new IllegalStateException("gobgp: " + said);
    }
  }

  @Override
  public Map<String, SeenRoute> learned() {
    Map<String, SeenRoute> routes = new TreeMap<>();
    for (String family : new String[] {"ipv4", "ipv6"}) {
      JsonNode table = Json.parse(station.ask(gobgp(), "global", "rib", "-a", family, "-j"));
      table
          .properties()
          .forEach(
              entry ->
                  entry
                      .getValue()
                      .forEach(
                          path -> {
                            if (path.has("neighbor-ip") || path.has("peer-address")) {
                              routes.put(entry.getKey(), route(entry.getKey(), path.get("attrs")));
                            }
                          }));
    }
    return routes;
  }

  private static SeenRoute route(String prefix, JsonNode attributes) {
    JsonNode nextHop = attribute(attributes, 3).path("nexthop");
    Set<String> communities = new TreeSet<>();
    attribute(attributes, 8)
        .path("communities")
        .forEach(value -> communities.add((value.asLong() >> 16) + ":" + (value.asLong() & 65535)));
    Set<String> large = new TreeSet<>();
    attribute(attributes, 32)
        .path("value")
        .forEach(
            value ->
                large.add(
                    "%s:%s:%s"
                        .formatted(
                            value.path("ASN").asText(),
                            value.path("LocalData1").asText(),
                            value.path("LocalData2").asText())));
    int hops = 0;
    for (JsonNode segment : attribute(attributes, 2).path("as_paths")) {
      hops += segment.path("asns").size();
    }
    return new SeenRoute(
        prefix,
        nextHop.asText(attribute(attributes, 14).path("nexthop").asText()),
        attribute(attributes, 9).path("value").asText(),
        Json.texts(attribute(attributes, 10).path("value")),
        communities,
        large,
        hops);
  }

  private static JsonNode attribute(JsonNode attributes, int type) {
    for (JsonNode attribute : attributes) {
      if (attribute.path("type").asInt() == type) {
        return attribute;
      }
    }
    return MissingNode.getInstance();
  }

  /** It keeps what it was sent, and never asks for it again. */
  @Override
  public void askForRefresh() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void announceAgain() {
    station.ask(gobgp(), "neighbor", Fabric.HOST, "softresetout");
  }
}
