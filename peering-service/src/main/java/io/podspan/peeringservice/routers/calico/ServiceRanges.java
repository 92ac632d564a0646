package io.podspan.peeringservice.routers.calico;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.Cidrs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which ClusterIPs Calico announces: {@code serviceClusterIPs} of the BGPConfiguration {@code
 * default}, and who of us asked for it. The names of the interconnects and the ranges that came for
 * them are kept in annotations of the object: a range goes with the last of them, and one that its
 * owner set stays. It is part of a stored document: add components, do not rename them. Pure.
 *
 * @param exists whether there is the object
 * @param ranges the list as it is there; null if it is not set
 * @param askedBy the interconnects that ask for it
 * @param added the ranges that came for them
 * @param made whether the object came for them
 */
record ServiceRanges(
    boolean exists,
    @Nullable List<Object> ranges,
    List<String> askedBy,
    List<String> added,
    boolean made) {
  static final String NAME = "default";
  static final String FIELD = "serviceClusterIPs";
  static final String ASKED_BY = "podspan.io/cluster-ips-announced-for";
  static final String ADDED = "podspan.io/cluster-ips-added";

  /** No BGPConfiguration: Calico goes by its defaults. */
  static final ServiceRanges NONE = new ServiceRanges(false, null, List.of(), List.of(), false);

  private static final String CIDR = "cidr";
  private static final int LONGEST = 60;

  ServiceRanges {
    ranges = ranges == null ? null : List.copyOf(ranges);
    askedBy = List.copyOf(askedBy);
    added = List.copyOf(added);
  }

  static ServiceRanges of(Optional<GenericKubernetesResource> configuration) {
    return configuration.map(ServiceRanges::of).orElse(NONE);
  }

  static ServiceRanges of(GenericKubernetesResource configuration) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(
            configuration.getMetadata().getAnnotations(), Map.<String, String>of());
    return new ServiceRanges(
        true,
        Spec.field(configuration, FIELD) instanceof List<?> list
            ? list.stream().filter(Objects::nonNull).<Object>map(one -> one).toList()
            : null,
        names(annotations.getOrDefault(ASKED_BY, "")),
        names(annotations.getOrDefault(ADDED, "")),
        OwnObjects.isOurs(configuration));
  }

  private static List<String> names(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * With what this interconnect asks for. What is announced already, and for nobody of us, is left
   * to its owner. Where a name is there and a range is not, somebody took it away: it comes again.
   *
   * @param cidrs the service CIDRs of the cluster
   */
  ServiceRanges askedBy(String interconnect, List<Prefix> cidrs) {
    List<String> missing =
        cidrs.stream().filter(cidr -> !isAnnounced(cidr)).map(Prefix::toString).toList();
    if (missing.isEmpty() && askedBy.isEmpty()) {
      return this;
    }
    List<Object> all = new ArrayList<>(ranges == null ? List.of() : ranges);
    missing.forEach(cidr -> all.add(Map.of(CIDR, cidr)));
    return new ServiceRanges(
        true, all, with(askedBy, List.of(interconnect)), with(added, missing), made || !exists);
  }

  /** Without it. */
  ServiceRanges without(String interconnect) {
    if (!askedBy.contains(interconnect)) {
      return this;
    }
    List<String> names = askedBy.stream().filter(name -> !name.equals(interconnect)).toList();
    if (!names.isEmpty()) {
      return new ServiceRanges(exists, ranges, names, added, made);
    }
    List<Object> rest =
        ranges == null ? List.of() : ranges.stream().filter(one -> !isAdded(one)).toList();
    return made && rest.isEmpty()
        ? NONE
        : new ServiceRanges(exists, rest.isEmpty() ? null : rest, names, List.of(), made);
  }

  private static List<String> with(List<String> some, List<String> others) {
    TreeSet<String> all = new TreeSet<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }

  private boolean isAdded(Object range) {
    return range instanceof Map<?, ?> map && map.size() == 1 && added.contains(map.get(CIDR));
  }

  private boolean isAnnounced(Prefix cidr) {
    return ranges != null
        && ranges.stream()
            .flatMap(one -> one instanceof Map<?, ?> map ? text(map) : Stream.of())
            .anyMatch(own -> own.contains(cidr));
  }

  private static Stream<Prefix> text(Map<?, ?> range) {
    return Cidrs.normalised(String.valueOf(range.get(CIDR))).stream();
  }

  /** Whether routers announce any. */
  @JsonIgnore
  boolean isAny() {
    return ranges != null && !ranges.isEmpty();
  }

  /** Of these two, those that we keep there: without a text there is none. */
  Map<String, String> annotations() {
    Map<String, String> annotations = new TreeMap<>();
    if (!askedBy.isEmpty()) {
      annotations.put(ASKED_BY, String.join(",", askedBy));
    }
    if (!added.isEmpty()) {
      annotations.put(ADDED, String.join(",", added));
    }
    return annotations;
  }

  /** For people, a line each, without a sign. */
  List<String> shown() {
    List<String> lines = new ArrayList<>();
    if (ranges != null) {
      lines.add(
          CalicoApi.CONFIGURATION.kind()
              + " "
              + NAME
              + ": "
              + FIELD
              + " "
              + ranges.stream().map(ServiceRanges::brief).collect(Collectors.joining(", ")));
    }
    if (!askedBy.isEmpty()) {
      lines.add(
          CalicoApi.CONFIGURATION.kind()
              + " "
              + NAME
              + ": "
              + ASKED_BY
              + " "
              + String.join(",", askedBy));
    }
    return lines;
  }

  private static String brief(Object range) {
    String text =
        range instanceof Map<?, ?> map && map.size() == 1
            ? String.valueOf(map.get(CIDR))
            : range.toString();
    String line = text.replaceAll("[^\\x20-\\x7e]", "?");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
