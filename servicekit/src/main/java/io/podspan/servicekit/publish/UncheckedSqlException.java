package io.podspan.servicekit.publish;

import java.sql.SQLException;

/** A database fault on its way through code that has no other answer to it than to roll back. */
public final class UncheckedSqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UncheckedSqlException(SQLException cause) {
    super(cause.getMessage(), cause);
  }
}
