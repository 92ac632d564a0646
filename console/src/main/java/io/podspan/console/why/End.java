package io.podspan.console.why;

import io.podspan.addresses.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One end of the way that is asked for, as people name it. */
public sealed interface End {
  /** How ends are written, for errors and descriptions. */
  String FORMS =
      "CLUSTER, CLUSTER/POD, CLUSTER/NAMESPACE/POD, CLUSTER/pod/NAMESPACE/NAME,"
          + " CLUSTER/node/NAME, CLUSTER/service/NAMESPACE/NAME, or an IPv4 or IPv6 address";

  /** As it is written, whole. */
  String text();

  /** Any pod of a cluster. */
  record Cluster(String cluster) implements End {
    @Override
    public String text() {
      return cluster;
    }
  }

  /** The pods of a node. */
  record Node(String cluster, String name) implements End {
    @Override
    public String text() {
      return cluster + "/node/" + name;
    }
  }

  record Pod(String cluster, String namespace, String name) implements End {
    @Override
    public String text() {
      return namespace.equals(DEFAULT)
          ? cluster + "/" + name
          : cluster + "/" + namespace + "/" + name;
    }
  }

  record Service(String cluster, String namespace, String name) implements End {
    @Override
    public String text() {
      return cluster + "/service/" + namespace + "/" + name;
    }
  }

  record Address(IpAddress address) implements End {
    @Override
    public String text() {
      return address.toString();
    }
  }

  /** The namespace of a pod that is named without one. */
  String DEFAULT = "default";

  /** A cluster, two kinds of names and slashes. */
  int LONGEST = 800;

  /** What Kubernetes and this installation take as names, and more: the owners know better. */
  Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  /**
   * @throws IllegalArgumentException when it is no end, with the forms that there are
   */
  static End parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "It has " + text.length() + " characters, and an end has at most " + LONGEST + ".");
    }
    Optional<IpAddress> address = IpAddress.parse(text);
    if (address.isPresent()) {
      return new Address(address.get());
    }
    List<String> parts = List.of(text.split("/", -1));
    boolean named = parts.stream().allMatch(part -> NAME.matcher(part).matches());
    // An address with a slash is a prefix, and no packet goes to a prefix.
    if (!named || IpAddress.parse(parts.getFirst()).isPresent()) {
      throw wrong(text);
    }
    return switch (parts.size()) {
      case 1 -> new Cluster(parts.getFirst());
      case 2 -> new Pod(parts.getFirst(), DEFAULT, parts.getLast());
      case 3 -> ofThree(parts);
      case 4 -> ofFour(parts, text);
      default -> throw wrong(text);
    };
  }

  private static End ofThree(List<String> parts) {
    return parts.get(1).equals("node")
        ? new Node(parts.getFirst(), parts.getLast())
        : new Pod(parts.getFirst(), parts.get(1), parts.getLast());
  }

  private static End ofFour(List<String> parts, String text) {
    return switch (parts.get(1)) {
      case "pod" -> new Pod(parts.getFirst(), parts.get(2), parts.getLast());
      case "service" -> new Service(parts.getFirst(), parts.get(2), parts.getLast());
      default -> throw wrong(text);
    };
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException("\"" + text + "\" is none of: " + FORMS + ".");
  }
}
