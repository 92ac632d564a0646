package io.podspan.events.outbox;

import java.util.Map;

/**
 * How a producer has to be set for its records to arrive in the order in which they were sent.
 *
 * <p>Idempotence alone does not suffice. While the leader of a partition changes, or is new, the
 * broker may refuse a batch and take the one behind it that was under way already: of a producer
 * that a partition does not know yet it takes any sequence number as the first. The refused one is
 * then out of sequence for ever, is tried again until its time is over, and was overtaken. With one
 * request under way at a time there is none behind it.
 */
public final class OrderedDelivery {
  public static final Map<String, Object> SETTINGS =
      Map.of(
          "enable.idempotence",
          true,
          "acks",
          "all",
          "max.in.flight.requests.per.connection",
          1,
          "partitioner.class",
          SubjectPartitioner.class.getName());

  private OrderedDelivery() {}
}
