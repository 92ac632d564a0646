package io.podspan.bgpreflector.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** ExaBGP, which keeps no table: it tells a process what it hears, which keeps the lines here. */
record ExaBgp(Station station) implements Router {
  private static final String SINK =
      """
      import sys, threading, time
      def commands():
          with open(sys.argv[2], 'a+') as told:
              told.seek(0, 2)
              while True:
                  line = told.readline()
                  if line:
                      sys.stdout.write(line)
                      sys.stdout.flush()
                  else:
                      time.sleep(0.1)
      threading.Thread(target=commands, daemon=True).start()
      with open(sys.argv[1], 'a', buffering=1) as heard:
          for line in iter(sys.stdin.readline, ''):
              heard.write(line)
      """;

  @Override
  public void start(Guard guard) throws IOException {
    Files.deleteIfExists(heard());
    String sink = station.write("sink.py", SINK);
    String config =
        station.write(
            "exabgp.conf",
            """
            process sink {
              run /usr/bin/python3 %s %s %s;
              encoder json;
            }
            neighbor %s {
              router-id %s;
              local-address %s;
              local-as 64512;
              peer-as 64512;
              %s
              %s
              family { ipv4 unicast; ipv6 unicast; }
              capability { route-refresh enable; }
              api { processes [ sink ]; receive { parsed; update; } neighbor-changes; }
              static {
                route %s next-hop %s;
                route %s next-hop %s community [ %s ] large-community [ %s ];
                route %s next-hop %s community [ no-advertise ];
                route %s next-hop %s;
              }
            }
            """
                .formatted(
                    sink,
                    heard(),
                    commands(),
                    Fabric.HOST,
                    station.address(),
                    station.address(),
                    guard.hasPassword() ? "md5-password '" + guard.password() + "';" : "",
                    guard.ttlSecurity() ? "outgoing-ttl 255;\nincoming-ttl 255;" : "",
                    station.plain(),
                    station.address(),
                    station.tagged(),
                    station.address(),
                    station.community(),
                    station.largeCommunity(),
                    station.unadvertised(),
                    station.address(),
                    station.plainV6(),
                    station.addressV6()));
    station.run(
        "/usr/bin/env",
        "exabgp.daemon.user=root",
        "exabgp.api.ack=false",
        "exabgp.api.cli=false",
        Programs.installed("exabgp"),
        config);
  }

  private Path heard() {
    return station.file("heard.json");
  }

  private Path commands() {
    return station.file("commands");
  }

  @Override
  public Map<String, SeenRoute> learned() {
    Map<String, SeenRoute> routes = new TreeMap<>();
    for (String line : lines()) {
      JsonNode event = Json.parse(line);
      if (event.path("type").asText().equals("state")) {
        routes.clear();
      } else {
        apply(event.path("neighbor").path("message").path("update"), routes);
      }
    }
    return routes;
  }

  private List<String> lines() {
    try {
      return Files.exists(heard()) ? Files.readAllLines(heard()) : List.of();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void apply(JsonNode update, Map<String, SeenRoute> routes) {
    for (JsonNode prefixes : update.path("withdraw")) {
      prefixes.forEach(prefix -> routes.remove(prefix.path("nlri").asText()));
    }
    for (JsonNode family : update.path("announce")) {
      family
          .properties()
          .forEach(
              byNextHop ->
                  byNextHop
                      .getValue()
                      .forEach(
                          prefix -> {
                            String text = prefix.path("nlri").asText();
                            routes.put(
                                text, route(text, byNextHop.getKey(), update.path("attribute")));
                          }));
    }
  }

  private static SeenRoute route(String prefix, String nextHop, JsonNode attributes) {
    return new SeenRoute(
        prefix,
        nextHop,
        attributes.path("originator-id").asText(),
        Json.texts(attributes.path("cluster-list")),
        joined(attributes.path("community")),
        joined(attributes.path("large-community")),
        attributes.path("as-path").size());
  }

  private static Set<String> joined(JsonNode communities) {
    Set<String> all = new TreeSet<>();
    communities.forEach(
        one ->
            all.add(
                StreamSupport.stream(one.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(":"))));
    return all;
  }

  @Override
  public void askForRefresh() {
    try {
      Files.writeString(
          commands(),
          "announce route-refresh ipv4 unicast\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Its command for this resets the session. */
  @Override
  public void announceAgain() {
    throw new UnsupportedOperationException();
  }
}
