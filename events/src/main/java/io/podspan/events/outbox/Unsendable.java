package io.podspan.events.outbox;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Whether Kafka refuses a record for what the record is, so that sending it again changes nothing.
 * Pure. Everything that is not named here passes by itself or is no fault of the record: the broker
 * is away, slow or new, the login is refused, the topic is not there.
 */
public final class Unsendable {
  private static final List<Class<? extends RuntimeException>> FINAL =
      List.of(
          RecordTooLargeException.class,
          RecordBatchTooLargeException.class,
          SerializationException.class,
          InvalidRecordException.class,
          InvalidTimestampException.class,
          InvalidTopicException.class,
          TopicAuthorizationException.class);

  private static final int LONGEST = 500;

  private Unsendable() {}

  /** Why the record cannot be sent, empty when it may be taken later. */
  public static Optional<String> reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (FINAL.contains(cause.getClass())) {
        return Optional.of(text(cause));
      }
    }
    return Optional.empty();
  }

  private static String text(Throwable cause) {
    String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
