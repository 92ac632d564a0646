package io.podspan.peeringservice.routers.kuberouter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * kube-router's flags as kube-router itself makes them of its command line (the library pflag):
 * {@code --flag=value} or {@code --flag value}, truth values also alone; of a single value the last
 * occurrence counts, occurrences of a list are appended in order. Pure.
 *
 * <p>Kubernetes replaces {@code $(NAME)} by the variable of this name before that.
 */
final class RouterFlags {
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

  /** Flags that take the next word only if it is joined by an equals sign. */
  private static final Set<String> SWITCHES =
      Set.of(
          "--run-router",
          "--run-firewall",
          "--run-service-proxy",
          "--run-loadbalancer",
          "--enable-cni",
          "--enable-ibgp",
          "--enable-overlay",
          "--enable-pod-egress",
          "--enable-pprof",
          "--enable-ipv4",
          "--enable-ipv6",
          "--enable-bfd",
          "--advertise-cluster-ip",
          "--advertise-external-ip",
          "--advertise-loadbalancer-ip",
          "--advertise-pod-cidr",
          "--bgp-graceful-restart",
          "--nodes-full-mesh",
          "--override-nexthop",
          "--hairpin-mode",
          "--masquerade-all",
          "--cleanup-config",
          "--disable-source-dest-check",
          "--ipvs-permit-all",
          "--ipvs-graceful-termination",
          "--auto-mtu",
          "--strict-external-ip-validation",
          "--version",
          "--help",
          "--logtostderr",
          "--alsologtostderr");

  /**
   * One occurrence of a flag.
   *
   * @param at the index of the word with the flag's name
   * @param apart whether the value is the next word
   * @param readable whether the value holds no variable that Podspan does not know
   */
  record Occurrence(String name, String value, int at, boolean apart, boolean readable) {}

  private final List<Occurrence> occurrences = new ArrayList<>();

  /**
   * @param words the command line, without the program
   * @param variables of the container, as far as their values are known
   */
  RouterFlags(List<String> words, Map<String, String> variables) {
    for (int i = 0; i < words.size() && !words.get(i).equals("--"); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        continue;
      }
      int equals = word.indexOf('=');
      if (equals >= 0) {
        add(word.substring(0, equals), word.substring(equals + 1), i, false, variables);
      } else if (!SWITCHES.contains(word)
          && i + 1 < words.size()
          && !words.get(i + 1).startsWith("-")) {
        add(word, words.get(i + 1), i, true, variables);
        i++;
      } else {
        add(word, "true", i, false, variables);
      }
    }
  }

  private void add(String name, String raw, int at, boolean apart, Map<String, String> variables) {
    Variables.Expanded expanded = Variables.expanded(raw, variables);
    occurrences.add(new Occurrence(name, expanded.text(), at, apart, expanded.whole()));
  }

  List<Occurrence> of(String name) {
    return occurrences.stream().filter(o -> o.name().equals(name)).toList();
  }

  /** The value that counts; empty if the flag is not there. */
  Optional<Occurrence> last(String name) {
    return of(name).stream().reduce((_, later) -> later);
  }

  /** The value that counts; empty if it is not there or cannot be read. */
  Optional<String> value(String name) {
    return last(name).filter(Occurrence::readable).map(Occurrence::value);
  }

  /** Whether the flag is there with a value that cannot be read. */
  boolean isUnreadable(String name) {
    return of(name).stream().anyMatch(o -> !o.readable());
  }

  /**
   * A truth value.
   *
   * @param normal kube-router's own value, if the flag is not there
   * @return empty if it cannot be read
   */
  Optional<Boolean> isOn(String name, boolean normal) {
    Optional<Occurrence> last = last(name);
    if (last.isEmpty()) {
      return Optional.of(normal);
    }
    return value(name)
        .filter(text -> TRUE.contains(text) || FALSE.contains(text))
        .map(TRUE::contains);
  }

  /** All elements of a list flag, in order. */
  List<String> list(String name) {
    return of(name).stream().flatMap(o -> elements(o.value()).stream()).toList();
  }

  /** The elements of one occurrence. */
  static List<String> elements(String value) {
    return value.isEmpty()
        ? List.of()
        : List.of(value.split(",", -1)).stream().map(String::strip).toList();
  }
}
