package io.podspan.routecollector.check;

import io.podspan.addresses.IpAddress;
import io.podspan.events.reason.PathReason;
import io.podspan.routecollector.check.FilterWalk.Drop;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whose rule it is that drops a packet: kube-router and Calico write policies into chains. */
record DropReason(Packet packet) {
  private static final Pattern POD =
      Pattern.compile("POD name: ?([-.a-z0-9]{1,253}) namespace: ?([-a-z0-9]{1,63})");
  private static final Pattern POLICY =
      Pattern.compile("run through nw policy ([-.a-zA-Z0-9]{1,253})");
  private static final Pattern POLICY_CHAIN =
      Pattern.compile("KUBE-POD-FW-.*|KUBE-NWPLCY-.*|cali-(tw|fw|pi|po|pri|pro)-.*");

  PathReason of(Drop drop) {
    FilterRule rule = drop.rule();
    return rule != null && POLICY_CHAIN.matcher(rule.chain()).matches()
        ? denied(drop, rule)
        : new PathReason.ForwardDropped(drop.text(), drop.packets(), drop.grew());
  }

  private PathReason denied(Drop drop, FilterRule rule) {
    String direction = direction(drop, rule);
    Optional<Matcher> named =
        Stream.concat(Stream.of(rule), drop.path().stream())
            .map(r -> POD.matcher(r.comment()))
            .filter(Matcher::find)
            .findFirst();
    String pod = named.map(m -> m.group(2) + "/" + m.group(1)).orElseGet(() -> address(direction));
    return new PathReason.PolicyDenied(pod, direction, policy(drop, pod, named.isPresent()));
  }

  private String address(String direction) {
    IpAddress source = packet.source();
    return direction.equals("egress") && source != null
        ? source.toString()
        : packet.destination().toString();
  }

  private String direction(Drop drop, FilterRule rule) {
    for (FilterRule jump : Stream.concat(Stream.of(rule), drop.path().stream()).toList()) {
      if (jump.chain().startsWith("cali-tw-") || is(jump.after("-d"), packet.destination())) {
        return "ingress";
      }
      if (jump.chain().startsWith("cali-fw-") || is(jump.after("-s"), packet.source())) {
        return "egress";
      }
    }
    return "either";
  }

  private static boolean is(@Nullable String word, @Nullable IpAddress address) {
    return word != null && address != null && word.equals(address.asPrefix().toString());
  }

  /** Where one policy alone is on the way, it is the one. */
  private static @Nullable String policy(Drop drop, String pod, boolean named) {
    List<String> policies = drop.policies();
    return policies.size() == 1
        ? (named ? pod.substring(0, pod.indexOf('/') + 1) : "") + policies.getFirst()
        : null;
  }

  static Optional<String> policyOf(FilterRule rule) {
    Matcher policy = POLICY.matcher(rule.comment());
    return policy.find() ? Optional.of(policy.group(1)) : Optional.empty();
  }
}
