package io.podspan.bgpreflector.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A router's place in the lab: its namespace, its files, and the routes that are its own.
 *
 * @param number the last octet of its address, and a part of its prefixes
 */
record Station(Fabric fabric, String name, int number, Path folder) {
  static final int LONG_AS_PATH = 300;

  static Station create(Fabric fabric, String name, int number, Path folder) throws IOException {
    Station station =
        new Station(fabric, name, number, Files.createDirectories(folder.resolve(name)));
    fabric.node(name, station.address(), List.of(station.addressV6()));
    return station;
  }

  String address() {
    return "198.18.77." + number;
  }

  String addressV6() {
    return "2001:db8:77::" + number;
  }

  /** A route with nothing special about it. */
  String plain() {
    return "10." + number + ".1.0/24";
  }

  /** A route with the communities below. */
  String tagged() {
    return "10." + number + ".2.0/24";
  }

  /** A route with {@link #LONG_AS_PATH} AS numbers, more than one segment holds. */
  String farAway() {
    return "10." + number + ".3.0/24";
  }

  /** A route with NO_ADVERTISE (RFC 1997). */
  String unadvertised() {
    return "10." + number + ".4.0/24";
  }

  String plainV6() {
    return "2001:db8:" + number + "::/48";
  }

  String community() {
    return "64512:" + number;
  }

  String largeCommunity() {
    return "64512:" + number + ":77";
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  String write(String name, String content) throws IOException {
    Path path = file(name);
    Files.writeString(path, content);
    return path.toString();
  }

  void run(String... command) {
    fabric.daemon(name, file("log"), command);
  }

  String ask(String... command) {
    return fabric.ask(name, command);
  }
}
