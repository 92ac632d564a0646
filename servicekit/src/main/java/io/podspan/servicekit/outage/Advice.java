package io.podspan.servicekit.outage;

import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.jspecify.annotations.Nullable;

/** Which setting to look at when Kafka or Postgres cannot be used. Pure, and without values. */
public final class Advice {
  private static final int MOST_CAUSES = 20;

  private Advice() {}

  /** One sentence, empty when no setting is under suspicion. */
  public static Optional<String> of(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
      Optional<String> advice = ofCause(cause);
      if (advice.isPresent()) {
        return advice;
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static Optional<String> ofCause(Throwable cause) {
    return Optional.ofNullable(
        switch (cause) {
          case SaslAuthenticationException _, UnsupportedSaslMechanismException _ ->
              "Kafka refuses the login: see podspan.kafka.username, password-file and mechanism";
          case SslAuthenticationException tls ->
              "No TLS with Kafka"
                  + root(tls)
                  + ": see podspan.kafka.ca-file and tls, and the name in kafka.bootstrap.servers";
          case TimeoutException _ ->
              "Kafka does not answer: see kafka.bootstrap.servers, and podspan.kafka.tls, which has"
                  + " to be as that listener wants it";
          case SQLException sql -> ofPostgres(sql);
          default -> null;
        });
  }

  private static @Nullable String ofPostgres(SQLException sql) {
    String state = String.valueOf(sql.getSQLState());
    if (state.equals("28P01") || state.equals("28000")) {
      return "Postgres refuses the login: see quarkus.datasource.username and password, and"
          + " sslmode in quarkus.datasource.jdbc.url";
    }
    return isTls(sql)
        ? "No TLS with Postgres"
            + root(sql)
            + ": see sslmode and sslrootcert in quarkus.datasource.jdbc.url, and the name in it"
        : null;
  }

  private static boolean isTls(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException || String.valueOf(cause.getMessage()).contains("SSL")) {
        return true;
      }
    }
    return false;
  }

  /** What TLS itself says. */
  private static String root(Throwable failure) {
    Throwable root = failure;
    for (int i = 0; root.getCause() != null && i < MOST_CAUSES; i++) {
      root = root.getCause();
    }
    return root.getMessage() == null ? "" : " (" + root.getMessage() + ")";
  }
}
