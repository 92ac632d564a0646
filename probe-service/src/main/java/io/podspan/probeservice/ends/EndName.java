package io.podspan.probeservice.ends;

import io.podspan.addresses.IpAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an end: {@code paris/web-0}, {@code paris/shop/web-0}, {@code paris/pod/shop/web-0},
 * {@code paris/node/paris-1}, {@code paris/service/shop/web}, {@code paris}, or an address.
 */
public sealed interface EndName {
  String FORMS =
      "Write CLUSTER/POD, CLUSTER/NAMESPACE/POD, CLUSTER/node/NAME, CLUSTER/service/NAMESPACE/NAME,"
          + " CLUSTER, or an IPv4 or IPv6 address.";

  /** A pod. */
  record PodName(String cluster, String namespace, String name) implements EndName {
    @Override
    public String toString() {
      return cluster + "/" + namespace + "/" + name;
    }
  }

  /** A node. */
  record NodeName(String cluster, String name) implements EndName {
    @Override
    public String toString() {
      return cluster + "/node/" + name;
    }
  }

  /** A Service. */
  record ServiceName(String cluster, String namespace, String name) implements EndName {
    @Override
    public String toString() {
      return cluster + "/service/" + namespace + "/" + name;
    }
  }

  /** Any probe pod of a cluster. */
  record ClusterName(String cluster) implements EndName {
    @Override
    public String toString() {
      return cluster;
    }
  }

  /** Whatever has this address. */
  record AddressName(IpAddress address) implements EndName {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /** Empty where it is none of the forms. */
  static Optional<EndName> parse(@Nullable String text) {
    return text == null || text.length() > Form.LONGEST ? Optional.empty() : Form.read(text);
  }

  /** The forms of names. */
  final class Form {
    static final int LONGEST = 600;

    /** As Kubernetes names its objects. */
    private static final Pattern OBJECT = Pattern.compile("[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?");

    private Form() {}

    private static Optional<EndName> read(String text) {
      Optional<IpAddress> address = IpAddress.parse(text);
      if (address.isPresent()) {
        return address.map(AddressName::new);
      }
      String[] parts = text.split("/", -1);
      for (String part : parts) {
        if (!OBJECT.matcher(part).matches()) {
          return Optional.empty();
        }
      }
      return Optional.ofNullable(of(parts));
    }

    private static @Nullable EndName of(String[] parts) {
      return switch (parts.length) {
        case 1 -> new ClusterName(parts[0]);
        case 2 -> new PodName(parts[0], "default", parts[1]);
        case 3 ->
            parts[1].equals("node")
                ? new NodeName(parts[0], parts[2])
                : new PodName(parts[0], parts[1], parts[2]);
        case 4 ->
            switch (parts[1]) {
              case "pod" -> new PodName(parts[0], parts[2], parts[3]);
              case "service" -> new ServiceName(parts[0], parts[2], parts[3]);
              default -> null;
            };
        default -> null;
      };
    }
  }
}
