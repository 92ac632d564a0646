package io.podspan.peeringservice.peering.network;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was measured from the nodes, and what reflectors say of themselves.
 *
 * @param reaches one for each node and reflector
 * @param listeners processes that hold a node's BGP port, and are not its router
 * @param links the interfaces of each node that was asked
 * @param words by name of the reflector, where it listens; without those that never said anything
 */
public record NetworkLook(
    List<NodeReach> reaches,
    List<BgpListener> listeners,
    List<NodeLinks> links,
    Map<String, ReflectorWord> words) {
  /** Nothing was asked. */
  public static final NetworkLook NONE = new NetworkLook(List.of(), List.of(), List.of(), Map.of());

  public NetworkLook {
    reaches = List.copyOf(reaches);
    listeners = List.copyOf(listeners);
    links = List.copyOf(links);
    words = Map.copyOf(words);
  }

  /** Both together. */
  public NetworkLook and(NetworkLook other) {
    return new NetworkLook(
        Stream.concat(reaches.stream(), other.reaches.stream()).toList(),
        Stream.concat(listeners.stream(), other.listeners.stream()).toList(),
        Stream.concat(links.stream(), other.links.stream()).toList(),
        words);
  }

  public NetworkLook with(Map<String, ReflectorWord> said) {
    return new NetworkLook(reaches, listeners, links, said);
  }

  public NetworkLook withLinks(List<NodeLinks> seen) {
    return new NetworkLook(reaches, listeners, seen, words);
  }
}
