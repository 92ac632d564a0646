package io.podspan.lab;

import io.podspan.addresses.IpAddress;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Fabric;
import io.podspan.lab.network.Topology;

/** One echo request from a pod's namespace. */
final class Ping {
  private Ping() {}

  static Command.Result once(Topology.Pod from, String address) {
    String to = IpAddress.of(address).toString();
    return new Command(Fabric.enter(from.namespace(), "ping", "-n", "-c", "1", "-W", "1", to))
        .run();
  }
}
