package io.podspan.peeringservice.peering.network;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.ReflectorSaid;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was measured from the nodes, and what is said of reflectors: by themselves, by operators.
 *
 * @param reaches one for each node and reflector
 * @param listeners processes that hold a node's BGP port, and are not its router
 * @param links the interfaces of each node that was asked
 * @param words by name of the reflector, where it listens; without those that never said anything
 * @param declared by name, the reflectors that are declared for themselves
 * @param keys one for each reflector that has a key
 * @param secrets one for each cluster and reflector whose key is in a Secret of the operator's
 * @param unasked how many nodes were not asked, because there are so many
 */
public record NetworkLook(
    List<NodeReach> reaches,
    List<BgpListener> listeners,
    List<NodeLinks> links,
    Map<String, ReflectorWord> words,
    Map<String, ReflectorSaid> declared,
    List<KeyLook> keys,
    List<SecretLook> secrets,
    int unasked) {
  /** Nothing was asked. */
  public static final NetworkLook NONE = new NetworkLook(List.of(), List.of(), List.of(), Map.of());

  public NetworkLook {
    reaches = List.copyOf(reaches);
    listeners = List.copyOf(listeners);
    links = List.copyOf(links);
    words = Map.copyOf(words);
    declared = Map.copyOf(declared);
    keys = List.copyOf(keys);
    secrets = List.copyOf(secrets);
  }

  /** No reflector is declared for itself. */
  public NetworkLook(
      List<NodeReach> reaches,
      List<BgpListener> listeners,
      List<NodeLinks> links,
      Map<String, ReflectorWord> words) {
    this(reaches, listeners, links, words, Map.of(), List.of(), List.of(), 0);
  }

  /** Both together. */
  public NetworkLook and(NetworkLook other) {
    return new NetworkLook(
        Stream.concat(reaches.stream(), other.reaches.stream()).toList(),
        Stream.concat(listeners.stream(), other.listeners.stream()).toList(),
        Stream.concat(links.stream(), other.links.stream()).toList(),
        words,
        declared,
        keys,
        Stream.concat(secrets.stream(), other.secrets.stream()).toList(),
        unasked + other.unasked);
  }

  public NetworkLook with(Map<String, ReflectorWord> said) {
    return new NetworkLook(reaches, listeners, links, said, declared, keys, secrets, unasked);
  }

  /** The same with these reflectors declared. */
  public NetworkLook declaring(List<DeclaredReflector> reflectors) {
    return new NetworkLook(
        reaches,
        listeners,
        links,
        words,
        reflectors.stream()
            .map(DeclaredReflector::said)
            .collect(Collectors.toMap(ReflectorSaid::name, said -> said)),
        keys,
        secrets,
        unasked);
  }

  public NetworkLook withLinks(List<NodeLinks> seen) {
    return new NetworkLook(reaches, listeners, seen, words, declared, keys, secrets, unasked);
  }

  /** The same with this seen of the reflectors' keys. */
  public NetworkLook withKeys(List<KeyLook> seen) {
    return new NetworkLook(reaches, listeners, links, words, declared, seen, secrets, unasked);
  }

  /** The same with this known of Secrets of the clusters' operators. */
  public NetworkLook withSecrets(List<SecretLook> seen) {
    return new NetworkLook(reaches, listeners, links, words, declared, keys, seen, unasked);
  }

  /** The same, and so many nodes were not asked. */
  public NetworkLook without(int nodes) {
    return new NetworkLook(reaches, listeners, links, words, declared, keys, secrets, nodes);
  }
}
