package io.podspan.bgpreflector.interop;

import java.io.IOException;
import java.util.Map;

/** BIRD 2: both families over one session. */
record Bird2(Station station) implements Router {
  private static final String BIRDC = Programs.installed("birdc");

  @Override
  public void start(Guard guard) throws IOException {
    String config =
        station.write(
            "bird.conf",
            """
            router id %s;
            %s
            protocol device {}
            protocol static {
              ipv4;
            %s}
            protocol static {
              ipv6;
              route %s blackhole;
            }
            protocol bgp reflector {
            %s
              ipv4 { import all; export filter ours; next hop self; };
              ipv6 { import all; export where source = RTS_STATIC; next hop address %s; };
            }
            """
                .formatted(
                    station.address(),
                    Bird.filter(station),
                    Bird.staticRoutes(station),
                    station.plainV6(),
                    Bird.session(guard, station.address(), Fabric.HOST),
                    station.addressV6()));
    station.run(Programs.installed("bird"), "-f", "-c", config, "-s", control());
  }

  private String control() {
    return station.file("ctl").toString();
  }

  @Override
  public Map<String, SeenRoute> learned() {
    return Bird.learned(station, BIRDC, "-s", control());
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
