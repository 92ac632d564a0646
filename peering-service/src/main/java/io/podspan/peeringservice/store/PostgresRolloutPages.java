package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.rollout.RolloutPages;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rollouts of Postgres, by the columns that are there for queries. */
@ApplicationScoped
public class PostgresRolloutPages implements RolloutPages {
  private final RolloutDocuments documents;

  @Inject
  public PostgresRolloutPages(RolloutDocuments documents) {
    this.documents = documents;
  }

  @Override
  @Transactional
  public Answer ask(Question question) {
    Where wanted = wanted(question);
    long total = RolloutRow.count(wanted.text(), wanted.parameters());
    goOn(wanted, question);
    List<RolloutRow> rows =
        RolloutRow.<RolloutRow>find(wanted.text(), sort(question), wanted.parameters())
            .page(0, question.most())
            .list();
    return new Answer(rows.stream().map(row -> found(row, question.order())).toList(), total);
  }

  /** Conditions that all have to hold. */
  private static final class Where {
    private final List<String> all = new ArrayList<>(List.of("1 = 1"));
    private final Map<String, Object> values = new HashMap<>();

    void and(String condition, String name, Object value) {
      all.add(condition);
      values.put(name, value);
    }

    void oneOf(String column, List<String> wanted) {
      if (!wanted.isEmpty()) {
        and(column + " in :" + column, column, wanted);
      }
    }

    String text() {
      return String.join(" and ", all);
    }

    Map<String, Object> parameters() {
      return values;
    }
  }

  private static Where wanted(Question question) {
    Where where = new Where();
    where.oneOf("interconnect", question.interconnects());
    where.oneOf("cluster", question.clusters());
    where.oneOf("state", question.states());
    if (question.ended() != null) {
      where.and("ended = :ended", "ended", question.ended());
    }
    return where;
  }

  private static void goOn(Where where, Question question) {
    Spot after = question.after();
    if (after != null) {
      String column = column(question.order());
      String than = question.descending() ? "<" : ">";
      where.and(
          "(%1$s %2$s :key or (%1$s = :key and id %2$s :id))".formatted(column, than),
          "id",
          after.id());
      where.parameters().put("key", value(question.order(), after.key()));
    }
  }

  private static Sort sort(Question question) {
    Sort sort = Sort.by(column(question.order()), "id");
    return question.descending() ? sort.descending() : sort.ascending();
  }

  private static String column(Order order) {
    return switch (order) {
      case CREATED_AT -> "createdAt";
      case INTERCONNECT -> "interconnect";
      case CLUSTER -> "cluster";
      case STATE -> "state";
    };
  }

  private static Object value(Order order, String key) {
    return switch (order) {
      case CREATED_AT -> Instant.parse(key);
      case INTERCONNECT, CLUSTER, STATE -> key;
    };
  }

  private Found found(RolloutRow row, Order order) {
    String key =
        switch (order) {
          case CREATED_AT -> row.createdAt.toString();
          case INTERCONNECT -> row.interconnect;
          case CLUSTER -> row.cluster;
          case STATE -> row.state;
        };
    return new Found(documents.read(row.id, row.document), new Spot(key, row.id));
  }
}
