package io.podspan.routecollector.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.addresses.Prefix;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.PrintedAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code ip -j rule} prints. Only rules that look at nothing but the source are of interest:
 * of marks, interfaces and targets nobody can say here which packets have them.
 */
public final class RuleOutput {
  private static final Set<String> PLAIN = Set.of("priority", "src", "srclen", "table", "protocol");
  private static final Set<String> KNOWN_TABLES = Set.of("local", "main", "default");
  private static final int MOST = 100;

  private RuleOutput() {}

  /**
   * A rule that sends packets to another table before the main one.
   *
   * @param from a prefix, or {@link #ALL}
   */
  public record Rule(String from, String table) {
    public static final String ALL = "all";

    /** Whether it takes packets of one of these. */
    public boolean concerns(List<String> podCidrs) {
      Optional<Prefix> source = Prefix.parse(from);
      return source.isEmpty()
          || podCidrs.stream()
              .flatMap(cidr -> Prefix.parse(cidr).stream())
              .anyMatch(source.get()::overlaps);
    }
  }

  /** Those of them, in the order in which the kernel asks them. */
  static Answer<List<Rule>> rules(String text) throws OutputFault {
    if (!text.strip().startsWith("[")) {
      throw new OutputFault("ip rule printed no JSON");
    }
    List<JsonNode> rows = new ArrayList<>();
    for (String row : JsonRows.of(text)) {
      rows.add(
          JsonRows.parse(row)
              .orElseThrow(() -> new OutputFault("ip rule printed a row in an unknown form")));
    }
    rows.sort(Comparator.comparingLong(row -> row.path("priority").asLong(0)));
    List<Rule> rules = new ArrayList<>();
    for (JsonNode row : rows) {
      if (isMain(row)) {
        return new Answer.Whole<>(List.copyOf(rules));
      }
      rule(row).filter(_ -> rules.size() < MOST).ifPresent(rules::add);
    }
    return new Answer.Whole<>(List.copyOf(rules));
  }

  /** From here on the main table has answered; a rule with a condition asks it for less. */
  private static boolean isMain(JsonNode row) {
    return isPlain(row)
        && row.path("table").asText("").equals("main")
        && row.path("src").asText("").equals(Rule.ALL);
  }

  private static Optional<Rule> rule(JsonNode row) {
    String table = row.path("table").asText("");
    if (!isPlain(row) || table.isEmpty() || KNOWN_TABLES.contains(table)) {
      return Optional.empty();
    }
    String source = row.path("src").asText("");
    return source.equals(Rule.ALL)
        ? Optional.of(new Rule(Rule.ALL, table))
        : PrintedAddress.prefix(
                row.has("srclen") ? source + "/" + row.path("srclen").asInt(-1) : source)
            .map(from -> new Rule(from, table));
  }

  private static boolean isPlain(JsonNode row) {
    return row.properties().stream().allMatch(field -> PLAIN.contains(field.getKey()));
  }
}
