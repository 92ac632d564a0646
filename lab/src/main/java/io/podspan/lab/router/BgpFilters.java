package io.podspan.lab.router;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.addresses.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calico's BGPFilters of one peer, as statements of BIRD. The first one that holds decides. Of
 * their fields only action, matchOperator and cidr are known, of IPv4.
 *
 * @param imports before all is taken
 * @param exports before Calico's own filter
 */
public record BgpFilters(List<String> imports, List<String> exports) {
  static final BgpFilters NONE = new BgpFilters(List.of(), List.of());

  private static final Map<String, String> OPERATORS =
      Map.of("In", "~", "NotIn", "!~", "Equal", "=", "NotEqual", "!=");

  public BgpFilters {
    imports = List.copyOf(imports);
    exports = List.copyOf(exports);
  }

  /**
   * @param spec of a BGPPeer
   * @throws IllegalArgumentException when it names a filter that is not there, or one that BIRD
   *     would not read
   */
  static BgpFilters of(JsonNode spec, List<? extends JsonNode> all) {
    List<String> imports = new ArrayList<>();
    List<String> exports = new ArrayList<>();
    for (JsonNode name : spec.path("filters")) {
      JsonNode filter = named(name.asText(), all).path("spec");
      filter.path("importV4").forEach(rule -> imports.add(statement(rule)));
      filter.path("exportV4").forEach(rule -> exports.add(statement(rule)));
    }
    return new BgpFilters(imports, exports);
  }

  private static JsonNode named(String name, List<? extends JsonNode> all) {
    for (JsonNode filter : all) {
      if (filter.at("/metadata/name").asText().equals(name)) {
        return filter;
      }
    }
    throw new IllegalArgumentException("there is no BGPFilter " + name);
  }

  private static String statement(JsonNode rule) {
    String operator = OPERATORS.get(rule.path("matchOperator").asText());
    String action = rule.path("action").asText().equals("Accept") ? "accept" : "reject";
    if (operator == null) {
      throw new IllegalArgumentException("a BGPFilter has no matchOperator that is known");
    }
    return "if net %s %s then %s;"
        .formatted(operator, Prefix.of(rule.path("cidr").asText()), action);
  }
}
