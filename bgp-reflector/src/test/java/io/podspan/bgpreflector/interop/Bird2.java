package io.podspan.bgpreflector.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * BIRD 2: both families over one session.
 *
 * @param graceful whether it restarts gracefully (RFC 4724), and each start counts as a restart; it
 *     puts routes into the kernel then
 */
record Bird2(Station station, boolean graceful) implements Router {
  private static final String BIRDC = Programs.installed("birdc");

  /** What a node does with the routes of others. */
  private static final String INTO_THE_KERNEL =
      "protocol direct { ipv4; }\n"
          + "protocol kernel { ipv4 { export where source = RTS_BGP; }; }";

  Bird2(Station station) {
    this(station, false);
  }

  @Override
  public void start(Guard guard) throws IOException {
    String config =
        station.write(
            "bird.conf",
            """
            router id %s;
            %s
            protocol device {}
            %s
            protocol static {
              ipv4;
            %s}
            protocol static {
              ipv6;
              route %s blackhole;
            }
            protocol bgp reflector {
            %s
            %s
              ipv4 { import all; export filter ours; next hop self; };
              ipv6 { import all; export where source = RTS_STATIC; next hop address %s; };
            }
            """
                .formatted(
                    station.address(),
                    Bird.filter(station),
                    graceful ? INTO_THE_KERNEL : "",
                    Bird.staticRoutes(station),
                    station.plainV6(),
                    Bird.session(guard, station.address(), Fabric.HOST),
                    graceful ? "  graceful restart on; graceful restart time 60;" : "",
                    station.addressV6()));
    List<String> command =
        new ArrayList<>(List.of(Programs.installed("bird"), "-f", "-c", config, "-s", control()));
    if (graceful) {
      command.add("-R");
    }
    station.run(command.toArray(String[]::new));
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
