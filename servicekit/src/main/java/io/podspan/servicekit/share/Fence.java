package io.podspan.servicekit.share;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Keeps those from writing who do not have the part any more that they write for. */
public final class Fence {
  private final String select;

  /**
   * @param schema the service's schema, an identifier of lower-case letters
   */
  public Fence(String schema) {
    this.select =
        "select from "
            + ShareRows.checked(schema)
            + ".share_owner where work = ? and term = ? for share";
  }

  /**
   * Whether the tenure lasts. If it does, it lasts until the transaction ends: who takes over waits
   * for that.
   */
  public boolean lets(Connection transaction, Tenure tenure) throws SQLException {
    try (PreparedStatement statement = transaction.prepareStatement(select)) {
      statement.setString(1, tenure.work());
      statement.setLong(2, tenure.term());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
