package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Quoted;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;

/**
 * How Calico's BIRD takes its BGP identifier: from CALICO_ROUTER_ID, else from the node's IPv4
 * address. Pure.
 */
record CalicoRouterId(Answer<String> setting) {
  private static final String VARIABLE = "CALICO_ROUTER_ID";
  private static final int FIRST_OF_CLASS_D = 224;
  private static final int BELOW = 32;

  static CalicoRouterId of(Container container) {
    List<EnvVar> variables = Objects.requireNonNullElse(container.getEnv(), List.<EnvVar>of());
    for (EnvVar variable : variables.reversed()) {
      if (variable.getName().equals(VARIABLE)) {
        return new CalicoRouterId(value(variable));
      }
    }
    return new CalicoRouterId(new Known<>("", "the address of the node"));
  }

  static CalicoRouterId unread() {
    return new CalicoRouterId(new Unknown<>("no DaemonSet of Calico was found"));
  }

  private static Answer<String> value(EnvVar variable) {
    String value = Objects.requireNonNullElse(variable.getValue(), "");
    return variable.getValueFrom() != null || value.contains("$(")
        ? new Unknown<>("the variable " + VARIABLE + " comes from elsewhere")
        : new Known<>(value.strip(), "the variable " + VARIABLE);
  }

  Answer<String> of(Node node) {
    return switch (setting) {
      case Unknown<String> unknown -> unknown;
      case Known<String>(String value, String source) -> of(node, value, source);
    };
  }

  private static Answer<String> of(Node node, String value, String source) {
    if (value.equals("hash")) {
      return new Known<>(hashed(node.name()), source + "=hash");
    }
    IpAddress address = IpAddress.of(node.address());
    if (value.isEmpty()) {
      return address.family() == IpFamily.IPV4
          ? new Known<>(address.toString(), "the address of the node")
          : new Unknown<>("the node has an IPv6 address, and " + VARIABLE + " is not set");
    }
    return IpAddress.parse(value)
        .filter(id -> id.family() == IpFamily.IPV4)
        .<Answer<String>>map(id -> new Known<>(id.toString(), source))
        .orElseGet(
            () ->
                new Unknown<>(
                    source + " has the value " + Quoted.of(value) + ", which is no identifier"));
  }

  /** The first four octets of SHA-256 over the node's name, moved out of the multicast range. */
  static String hashed(String node) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(node.getBytes(StandardCharsets.UTF_8));
      int first = hash[0] & 0xff;
      return (first < FIRST_OF_CLASS_D ? first : first - BELOW)
          + "."
          + (hash[1] & 0xff)
          + "."
          + (hash[2] & 0xff)
          + "."
          + (hash[3] & 0xff);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
