package io.podspan.routecollector.store;

import io.podspan.routecollector.heard.Heard;
import io.podspan.routecollector.heard.PeerWord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The statements on the table {@code peer_word}: a row per peer of a reflector. */
final class PeerRows {
  private PeerRows() {}

  /** Until the transaction ends, and whether the peer has a row yet or not. */
  static void lock(Connection connection, String name) throws SQLException {
    String lock = "select pg_advisory_xact_lock(hashtextextended('collector.peer_word ' || ?, 0))";
    try (PreparedStatement statement = connection.prepareStatement(lock)) {
      statement.setString(1, name);
      statement.execute();
    }
  }

  static List<PeerWord> find(Connection connection, Collection<String> names) throws SQLException {
    String select = "select word from collector.peer_word where name = any (?)";
    List<PeerWord> found = new ArrayList<>();
    try (PreparedStatement rows = connection.prepareStatement(select)) {
      rows.setArray(1, connection.createArrayOf("text", names.toArray()));
      try (ResultSet row = rows.executeQuery()) {
        while (row.next()) {
          StoredJson.read(row.getString("word"), PeerWord.class).ifPresent(found::add);
        }
      }
    }
    return List.copyOf(found);
  }

  static void save(Connection connection, PeerWord word) throws SQLException {
    String upsert =
        """
        insert into collector.peer_word (name, word, heard_at) values (?, ?, ?)
        on conflict (name) do update set word = excluded.word, heard_at = excluded.heard_at
        """;
    try (PreparedStatement row = connection.prepareStatement(upsert)) {
      row.setString(1, Heard.key(word.reflector(), word.address()));
      row.setString(2, StoredJson.write(word));
      row.setObject(3, word.heardAt().atOffset(ZoneOffset.UTC));
      row.executeUpdate();
    }
  }

  static void deleteOthers(Connection connection, Collection<String> names, Instant unlessAfter)
      throws SQLException {
    String delete = "delete from collector.peer_word where name <> all (?) and heard_at < ?";
    try (PreparedStatement rows = connection.prepareStatement(delete)) {
      rows.setArray(1, connection.createArrayOf("text", names.toArray()));
      rows.setObject(2, unlessAfter.atOffset(ZoneOffset.UTC));
      rows.executeUpdate();
    }
  }
}
