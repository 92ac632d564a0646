package io.podspan.peeringservice.peering;

import java.util.regex.Pattern;

/**
 * A DNS label (RFC 1123, section 2.1), in lower case. Names of clusters, interconnects and
 * reflectors are such labels because they become parts of Kubernetes object names and Kafka keys.
 */
public final class DnsLabel {
  /** The longest name. With a prefix and another name it is still a Kubernetes object name. */
  public static final int LONGEST = 50;

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  private DnsLabel() {}

  public static boolean matches(String text) {
    return text.length() <= LONGEST && LABEL.matcher(text).matches();
  }
}
