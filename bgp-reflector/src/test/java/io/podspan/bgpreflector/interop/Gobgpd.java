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

/**
 * GoBGP, as kube-router embeds it.
 *
 * @param graceful whether it restarts gracefully (RFC 4724), and each start counts as a restart
 */
record Gobgpd(Station station, boolean graceful) implements Router {
  private static final String GRACEFUL_SESSION =
      "[neighbors.graceful-restart.config]\n enabled = true\n restart-time = 60\n";
  private static final String GRACEFUL_FAMILY =
      "[neighbors.afi-safis.mp-graceful-restart.config]\n enabled = true\n";

  private static final String GOBGP = Programs.installed("gobgp");

  Gobgpd(Station station) {
    this(station, false);
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
                    station.address(),
                    Fabric.HOST,
                    guard.password(),
                    guard.ttlSecurity(),
                    graceful ? GRACEFUL_SESSION : "",
                    graceful ? GRACEFUL_FAMILY : "",
                    graceful ? GRACEFUL_FAMILY : ""));
    List<String> command = new ArrayList<>(List.of(Programs.installed("gobgpd"), "-f", config));
    if (graceful) {
      command.add("-r");
    }
    station.run(command.toArray(String[]::new));
    Patience.await().until(() -> station.ask(GOBGP, "global").contains(station.address()));
    announce();
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
    List<String> command = new ArrayList<>(List.of(GOBGP, "global", "rib", "add", prefix));
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
      JsonNode table = Json.parse(station.ask(GOBGP, "global", "rib", "-a", family, "-j"));
      table
          .properties()
          .forEach(
              entry ->
                  entry
                      .getValue()
                      .forEach(
                          path -> {
                            if (path.has("neighbor-ip")) {
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
    station.ask(GOBGP, "neighbor", Fabric.HOST, "softresetout");
  }
}
