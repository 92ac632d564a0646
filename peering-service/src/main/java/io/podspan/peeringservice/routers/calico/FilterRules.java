package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.addresses.IpFamily;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.Cidrs;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What our BGPFilter lets through. It is a part of a stored document: add to its components, do not
 * rename them.
 *
 * <p>Calico puts these rules before its own filter, and BIRD's first verdict is the last one. So a
 * rule of an export only ever rejects: what it accepted would pass by Calico's own filter, which
 * gives away the blocks of a node and not each pod.
 *
 * @param takes the CIDRs inside which a route may be that a reflector sends
 * @param gives the CIDRs inside which a route may be that a reflector is sent; where they are not
 *     exactly one of a family, what Calico itself gives is not narrowed
 * @param others whether it has rules that are not of our making, or in another order. What those
 *     let through is not known
 */
record FilterRules(List<String> takes, List<String> gives, boolean others) {
  /** The name of the one filter of a cluster. */
  static final String NAME = "podspan-interconnects";

  private static final String IN = "In";
  private static final String NOT_IN = "NotIn";
  private static final String ACCEPT = "Accept";
  private static final String REJECT = "Reject";

  FilterRules {
    takes = List.copyOf(takes);
    gives = List.copyOf(gives);
  }

  /** As we write them. */
  FilterRules(List<String> takes, List<String> gives) {
    this(takes, gives, false);
  }

  /**
   * What belongs to the clusters that this one is joined with. Each interconnect of the cluster
   * comes to the same.
   *
   * @param services whether its routers announce more than pods
   */
  static FilterRules of(Aim aim, boolean services) {
    List<Cluster> joined =
        Stream.concat(aim.others().stream(), aim.stillJoined().stream()).toList();
    List<Prefix> own = aim.cluster().serviceCidrs();
    Stream<Prefix> served =
        joined.stream()
            .flatMap(cluster -> cluster.serviceCidrs().stream())
            .filter(cidr -> own.stream().noneMatch(cidr::overlaps));
    return new FilterRules(
        texts(Stream.concat(joined.stream().flatMap(c -> c.joinedCidrs().stream()), served)),
        services ? List.of() : texts(aim.cluster().joinedCidrs().stream()));
  }

  private static List<String> texts(Stream<Prefix> prefixes) {
    return prefixes.map(Prefix::toString).distinct().sorted().toList();
  }

  /** As a filter has them. */
  static FilterRules of(GenericKubernetesResource filter) {
    List<String> takes = new ArrayList<>();
    List<String> gives = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      cidrs(filter, "import" + suffix(family), ACCEPT, IN).forEach(takes::add);
      cidrs(filter, "export" + suffix(family), REJECT, NOT_IN).forEach(gives::add);
    }
    FilterRules ours =
        new FilterRules(takes.stream().sorted().toList(), gives.stream().sorted().toList());
    return new FilterRules(ours.takes, ours.gives, !ours.spec().equals(filled(filter)));
  }

  /** The spec without fields that say nothing. */
  private static Map<Object, Object> filled(GenericKubernetesResource filter) {
    Map<Object, Object> filled = new HashMap<>();
    if (filter.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec) {
      filled.putAll(spec);
    }
    filled.values().removeIf(value -> value == null || value.equals(List.of()));
    return filled;
  }

  private static Stream<String> cidrs(
      GenericKubernetesResource filter, String field, String action, String operator) {
    return Spec.field(filter, field) instanceof List<?> rules
        ? rules.stream()
            .filter(Map.class::isInstance)
            .map(rule -> (Map<?, ?>) rule)
            .filter(rule -> action.equals(rule.get("action")))
            .filter(rule -> operator.equals(rule.get("matchOperator")))
            .map(rule -> String.valueOf(rule.get("cidr")))
        : Stream.empty();
  }

  /**
   * The same, and what this lets through; of the rules of others none. A family that either of them
   * does not narrow is not narrowed.
   */
  FilterRules and(FilterRules other) {
    return new FilterRules(
        Stream.concat(takes.stream(), other.takes.stream()).distinct().sorted().toList(),
        Stream.of(IpFamily.values())
            .filter(family -> !of(gives, family).isEmpty() && !of(other.gives, family).isEmpty())
            .flatMap(family -> Stream.of(gives, other.gives).flatMap(g -> of(g, family).stream()))
            .distinct()
            .sorted()
            .toList());
  }

  /** Whether a filter with the one is a filter with the other. */
  boolean isLike(FilterRules other) {
    return others == other.others && spec().equals(other.spec());
  }

  Map<String, Object> spec() {
    Map<String, Object> spec = new TreeMap<>();
    for (IpFamily family : IpFamily.values()) {
      List<Object> imports = new ArrayList<>();
      of(takes, family).forEach(cidr -> imports.add(rule(ACCEPT, IN, cidr)));
      imports.add(rule(REJECT, IN, family == IpFamily.IPV4 ? "0.0.0.0/0" : "::/0"));
      spec.put("import" + suffix(family), imports);
      List<String> own = of(gives, family);
      if (own.size() == 1) {
        spec.put("export" + suffix(family), List.of(rule(REJECT, NOT_IN, own.getFirst())));
      }
    }
    return spec;
  }

  private static Map<String, Object> rule(String action, String operator, String cidr) {
    Map<String, Object> rule = new TreeMap<>();
    rule.put("action", action);
    rule.put("matchOperator", operator);
    rule.put("cidr", cidr);
    return rule;
  }

  private static List<String> of(List<String> cidrs, IpFamily family) {
    return cidrs.stream()
        .map(Cidrs::normalised)
        .flatMap(Optional::stream)
        .filter(cidr -> cidr.family() == family)
        .map(Prefix::toString)
        .toList();
  }

  private static String suffix(IpFamily family) {
    return family == IpFamily.IPV4 ? "V4" : "V6";
  }

  /** One line for people. */
  String shown() {
    return "BGPFilter "
        + NAME
        + ": takes "
        + (takes.isEmpty() ? "nothing" : String.join(", ", takes))
        + (gives.isEmpty() ? "" : ", gives " + String.join(", ", gives))
        + (others ? ", and has rules of others" : "");
  }
}
