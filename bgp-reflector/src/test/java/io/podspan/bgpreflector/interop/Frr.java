package io.podspan.bgpreflector.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * FRR's bgpd, without zebra: it routes nothing here.
 *
 * @param graceful whether it restarts gracefully (RFC 4724)
 */
record Frr(Station station, boolean graceful) implements Router {
  private static final String GRACEFUL =
      " bgp graceful-restart\n bgp graceful-restart preserve-fw-state\n";

  private static final String VTYSH = Programs.installed("vtysh");

  Frr(Station station) {
    this(station, false);
  }

  @Override
  public void start(Guard guard) throws IOException {
    String config = station.write("frr.conf", config(guard));
    station.run(
        Programs.FRR_BGPD,
        "-Z",
        "-S",
        "-u",
        "root",
        "-g",
        "root",
        "-f",
        config,
        "-i",
        station.file("pid").toString(),
        "--vty_socket",
        station.folder().toString(),
        "-l",
        station.address(),
        "-A",
        "127.0.0.1",
        "-P",
        "0");
  }

  private String config(Guard guard) {
    String neighbor = " neighbor " + Fabric.HOST + " ";
    return """
    hostname frr
    router bgp 64512
     bgp router-id %s
     no bgp network import-check
    %s
    %sremote-as 64512
    %stimers connect 1
    %s
    %s
     address-family ipv4 unicast
      network %s
      network %s route-map TAGS
     %sactivate
     exit-address-family
     address-family ipv6 unicast
      network %s
     %sactivate
     %sroute-map V6 out
     exit-address-family
    route-map TAGS permit 10
     set community %s
     set large-community %s
    route-map V6 permit 10
     set ipv6 next-hop global %s
    """
        .formatted(
            station.address(),
            graceful ? GRACEFUL : "!",
            neighbor,
            neighbor,
            guard.hasPassword() ? neighbor + "password " + guard.password() : "!",
            guard.ttlSecurity() ? neighbor + "ttl-security hops 1" : "!",
            station.plain(),
            station.tagged(),
            neighbor,
            station.plainV6(),
            neighbor,
            neighbor,
            station.community(),
            station.largeCommunity(),
            station.addressV6());
  }

  private String ask(String command) {
    return station.ask(
        VTYSH, "--vty_socket", station.folder().toString(), "-d", "bgpd", "-c", command);
  }

  @Override
  public Map<String, SeenRoute> learned() {
    Map<String, SeenRoute> routes = new TreeMap<>();
    for (String family : new String[] {"ipv4", "ipv6"}) {
      JsonNode table = Json.parse(ask("show bgp " + family + " unicast json detail"));
      table
          .path("routes")
          .properties()
          .forEach(
              entry ->
                  entry
                      .getValue()
                      .forEach(
                          path -> {
                            if (path.path("peer").path("type").asText().equals("internal")) {
                              routes.put(entry.getKey(), route(entry.getKey(), path));
                            }
                          }));
    }
    return routes;
  }

  private static SeenRoute route(String prefix, JsonNode path) {
    return new SeenRoute(
        prefix,
        nextHop(path.path("nexthops")),
        path.path("originatorId").asText(),
        Json.texts(path.path("clusterList").path("list")),
        texts(path.path("community").path("list")),
        texts(path.path("largeCommunity").path("list")),
        path.path("aspath").path("length").asInt());
  }

  private static String nextHop(JsonNode nextHops) {
    for (JsonNode nextHop : nextHops) {
      if (!nextHop.path("scope").asText().equals("link-local")) {
        return nextHop.path("ip").asText();
      }
    }
    return "";
  }

  private static Set<String> texts(JsonNode array) {
    return new TreeSet<>(Json.texts(array));
  }

  @Override
  public void askForRefresh() {
    ask("clear bgp " + Fabric.HOST + " soft in");
  }

  /** With a hard reset (RFC 8538): it is told to, and that is its default. */
  void resetHard() {
    ask("clear bgp " + Fabric.HOST);
  }

  @Override
  public void announceAgain() {
    ask("clear bgp " + Fabric.HOST + " soft out");
  }
}
