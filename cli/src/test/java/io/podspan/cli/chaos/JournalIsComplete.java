package io.podspan.cli.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Every event is in the journal once, and events of one key are in their order. */
record JournalIsComplete(Stage stage, Duration patience) implements Check {
  private static final int SHOWN = 5;

  /** A row of the journal. */
  private record Row(String id, long sequence) {}

  @Override
  public String holds() {
    return "every event is in the journal once and in order per key";
  }

  @Override
  public List<String> violations() throws SQLException {
    Records records = Records.read(stage.kafka());
    List<String> violations = new ArrayList<>();
    Map<String, Long> journal = awaitAll(records);
    missing(records, journal, violations);
    disorder(records, journal, violations);
    repeated(violations);
    records.deadLetters().stream()
        .limit(SHOWN)
        .forEach(letter -> violations.add("a dead letter: " + letter));
    return violations;
  }

  /** The console reads on while this looks. */
  private Map<String, Long> awaitAll(Records records) throws SQLException {
    Instant last = Instant.now().plus(patience);
    Map<String, Long> journal = journal();
    while (!journal.keySet().containsAll(ids(records)) && Instant.now().isBefore(last)) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      journal = journal();
    }
    return journal;
  }

  private Map<String, Long> journal() throws SQLException {
    Map<String, Long> sequences = new HashMap<>();
    stage
        .database
        .rows(
            "select id, min(sequence) from console.journal group by id",
            row -> new Row(row.getString(1), row.getLong(2)))
        .forEach(row -> sequences.put(row.id(), row.sequence()));
    return sequences;
  }

  private static Set<String> ids(Records records) {
    Set<String> ids = new HashSet<>();
    records.events().forEach(record -> ids.add(record.id()));
    return ids;
  }

  private static void missing(Records records, Map<String, Long> journal, List<String> violations) {
    List<Records.Record> missing =
        records.events().stream().filter(record -> !journal.containsKey(record.id())).toList();
    if (!missing.isEmpty()) {
      violations.add(
          "%d of %d records of Kafka are not in the journal, such as %s"
              .formatted(
                  missing.size(),
                  records.events().size(),
                  missing.subList(0, Math.min(SHOWN, missing.size()))));
    }
  }

  private static void disorder(
      Records records, Map<String, Long> journal, List<String> violations) {
    Map<String, Long> last = new HashMap<>();
    Set<String> known = new HashSet<>();
    for (Records.Record record : records.events()) {
      Long sequence = journal.get(record.id());
      // A repetition of what was sent before says nothing new.
      if (sequence == null || !known.add(record.id())) {
        continue;
      }
      Long before = last.put(record.topic() + " " + record.key(), sequence);
      if (before != null && before > sequence) {
        violations.add(
            "%s is in the journal as %d, after one of the same key that it follows in Kafka, %d"
                .formatted(record, sequence, before));
      }
    }
  }

  private void repeated(List<String> violations) throws SQLException {
    violations.addAll(
        stage.database.rows(
            "select id, count(*) from console.journal group by id having count(*) > 1 limit 5",
            row ->
                "the event %s is in the journal %d times"
                    .formatted(row.getString(1), row.getLong(2))));
  }
}
