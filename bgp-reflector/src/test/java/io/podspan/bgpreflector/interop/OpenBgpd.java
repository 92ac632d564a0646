package io.podspan.bgpreflector.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** OpenBGPD. Its user exists in its namespace only. */
record OpenBgpd(Station station) implements Router {
  private static final String USER = "_openbgpd";
  private static final String BGPCTL = Programs.installed("bgpctl");

  @Override
  public void start(Guard guard) throws IOException {
    createUser();
    String config = station.write("bgpd.conf", config(guard));
    // It refuses to read what others may.
    Files.setPosixFilePermissions(Path.of(config), PosixFilePermissions.fromString("rw-------"));
    station.run(Programs.installed("bgpd"), "-d", "-f", config);
  }

  private void createUser() throws IOException {
    Path empty = Files.createDirectories(station.file("empty"));
    station
        .fabric()
        .overlay(
            station.name(),
            "passwd",
            without("/etc/passwd") + USER + ":x:991:991::" + empty + ":/usr/sbin/nologin\n");
    station.fabric().overlay(station.name(), "group", without("/etc/group") + USER + ":x:991:\n");
  }

  private static String without(String file) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> !line.startsWith(USER))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private String config(Guard guard) {
    return """
    AS 64512
    router-id %s
    listen on %s
    fib-update no
    socket "%s"
    network %s
    network %s set { community %s large-community %s }
    network %s set nexthop %s
    neighbor %s {
      remote-as 64512
      local-address %s
      announce IPv4 unicast
      announce IPv6 unicast
      %s
      %s
    }
    allow from any
    allow to any
    """
        .formatted(
            station.address(),
            station.address(),
            control(),
            station.plain(),
            station.tagged(),
            station.community(),
            station.largeCommunity(),
            station.plainV6(),
            station.addressV6(),
            Fabric.HOST,
            station.address(),
            guard.hasPassword() ? "tcp md5sig password \"" + guard.password() + "\"" : "",
            guard.ttlSecurity() ? "ttl-security yes" : "");
  }

  private String control() {
    return station.file("ctl").toString();
  }

  @Override
  public Map<String, SeenRoute> learned() {
    Map<String, SeenRoute> routes = new TreeMap<>();
    Json.parse(station.ask(BGPCTL, "-s", control(), "-j", "show", "rib", "detail"))
        .path("rib")
        .forEach(
            path -> {
              if (path.path("source").asText().equals("internal")) {
                routes.put(path.path("prefix").asText(), route(path));
              }
            });
    return routes;
  }

  private static SeenRoute route(JsonNode path) {
    return new SeenRoute(
        path.path("prefix").asText(),
        path.path("exit_nexthop").asText(),
        attribute(path, "originator").asText(),
        Json.texts(attribute(path, "cluster_list")),
        communities(path.path("communities")),
        communities(path.path("large_communities")),
        Json.words(path.path("aspath").asText(), "\\s+").isEmpty()
            ? 0
            : path.path("aspath").asText().strip().split("\\s+").length);
  }

  private static Set<String> communities(JsonNode array) {
    return new TreeSet<>(Json.texts(array));
  }

  private static JsonNode attribute(JsonNode path, String name) {
    for (JsonNode attribute : path.path("attributes")) {
      if (attribute.has(name)) {
        return attribute.get(name);
      }
    }
    return Json.parse("");
  }

  @Override
  public void askForRefresh() {
    station.ask(BGPCTL, "-s", control(), "neighbor", Fabric.HOST, "refresh");
  }

  /** It has no command for this. */
  @Override
  public void announceAgain() {
    throw new UnsupportedOperationException();
  }

  /** It would wait for half a minute and more by itself. */
  @Override
  public void hurry() {
    station.ask(BGPCTL, "-s", control(), "neighbor", Fabric.HOST, "clear");
  }
}
