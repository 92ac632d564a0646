package io.podspan.peeringservice.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.podspan.peeringservice.peering.rollout.ProbedNodes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last rounds of probes between clusters that are rolled out, in memory. Of a hundred clusters
 * that are all joined there are ten thousand pairs with dozens of nodes each, so only those that
 * were asked for lately are kept. Each question first asks Postgres for the versions ({@link
 * KnownRollouts} says what these are). Any thread.
 */
final class KnownProbes {
  private static final TypeReference<List<ProbedNodes>> NODES = new TypeReference<>() {};

  /** Pairs of clusters: 22 clusters that are rolled out together, or 6 MB. */
  private static final int MOST = 512;

  private static final String VERSIONS =
      "select id, xmin || ' ' || ctid || ' ' || pg_postmaster_start_time()"
          + " from peering.probed_nodes where id = any (?)";
  private static final String ROUNDS =
      "select id, nodes from peering.probed_nodes where id = any (?)";

  private record Versioned(String version, List<ProbedNodes> nodes) {}

  private final Map<String, Versioned> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Versioned> eldest) {
          return size() > MOST;
        }
      };

  /** By from/to cluster, those of these that there are. */
  Map<String, List<ProbedNodes>> of(Connection connection, Collection<String> pairs)
      throws SQLException {
    Map<String, String> versions = TextPairs.of(connection, VERSIONS, array(connection, pairs));
    Map<String, List<ProbedNodes>> rounds = new HashMap<>();
    List<String> changed = new ArrayList<>();
    versions.forEach(
        (pair, version) -> {
          Versioned last = present(pair);
          if (last != null && last.version().equals(version)) {
            rounds.put(pair, last.nodes());
          } else {
            changed.add(pair);
          }
        });
    if (!changed.isEmpty()) {
      TextPairs.of(connection, ROUNDS, array(connection, changed))
          .forEach(
              (pair, text) ->
                  rounds.put(pair, keep(pair, Objects.requireNonNull(versions.get(pair)), text)));
    }
    return rounds;
  }

  private @Nullable Versioned present(String pair) {
    synchronized (known) {
      return known.get(pair);
    }
  }

  private List<ProbedNodes> keep(String pair, String version, String text) {
    List<ProbedNodes> nodes = Json.read(text, NODES);
    synchronized (known) {
      known.put(pair, new Versioned(version, nodes));
    }
    return nodes;
  }

  private static Array array(Connection connection, Collection<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }
}
