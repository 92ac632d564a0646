package io.podspan.bgpreflector.interop;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** BIRD 1.6, which Calico's is a fork of: one daemon for IPv4, another for IPv6. */
record Bird1(Station station) implements Router {
  private static final String BIRD = Programs.ofBird1("bird");
  private static final String BIRD6 = Programs.ofBird1("bird6");
  private static final String BIRDC = Programs.ofBird1("birdc");

  @Override
  public List<String> addresses() {
    return List.of(station.address(), station.addressV6());
  }

  @Override
  public void start(Guard guard) throws IOException {
    startIpv4(guard);
    startIpv6(guard);
  }

  private void startIpv4(Guard guard) throws IOException {
    String config =
        station.write(
            "bird.conf",
            """
            router id %s;
            %s
            protocol device {}
            protocol static {
            %s}
            protocol bgp reflector {
            %s
              import all;
              export filter ours;
              next hop self;
            }
            """
                .formatted(
                    station.address(),
                    Bird.filter(station),
                    Bird.staticRoutes(station),
                    Bird.session(guard, station.address(), Fabric.HOST)));
    station.run(BIRD, "-f", "-c", config, "-s", control());
  }

  private void startIpv6(Guard guard) throws IOException {
    String config =
        station.write(
            "bird6.conf",
            """
            router id %s;
            protocol device {}
            protocol static {
              route %s blackhole;
            }
            protocol bgp reflector {
            %s
              import all;
              export where source = RTS_STATIC;
              next hop self;
            }
            """
                .formatted(
                    station.address(),
                    station.plainV6(),
                    Bird.session(guard, station.addressV6(), Fabric.HOST_V6)));
    station.run(BIRD6, "-f", "-c", config, "-s", control6());
  }

  private String control() {
    return station.file("ctl").toString();
  }

  private String control6() {
    return station.file("ctl6").toString();
  }

  @Override
  public Map<String, SeenRoute> learned() {
    Map<String, SeenRoute> routes = new TreeMap<>(Bird.learned(station, BIRDC, "-s", control()));
    routes.putAll(Bird.learned(station, BIRDC, "-s", control6()));
    return routes;
  }

  @Override
  public void askForRefresh() {
    station.ask(BIRDC, "-s", control(), "reload", "in", "reflector");
  }

  @Override
  public void announceAgain() {
    station.ask(BIRDC, "-s", control(), "reload", "out", "reflector");
  }
}
