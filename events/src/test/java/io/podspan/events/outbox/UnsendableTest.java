package io.podspan.events.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnsendableTest {
  static Set<Exception> lasting() {
    return Set.of(
        new RecordTooLargeException("2 MiB"),
        new SerializationException("a key"),
        new InvalidTopicException("a b"),
        new TopicAuthorizationException(Set.of("podspan.intent")));
  }

  static Set<Exception> passing() {
    return Set.of(
        new TimeoutException("no metadata"),
        new NetworkException("gone"),
        new NotLeaderOrFollowerException("moved"),
        new NotEnoughReplicasException("one"),
        new UnknownTopicOrPartitionException("not yet"),
        new OutOfOrderSequenceException("again"),
        new SaslAuthenticationException("wrong password"),
        new AuthenticationException("wrong certificate"),
        new ClusterAuthorizationException("not you"),
        new IllegalStateException("closed"));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void whatTheRecordIsToBlameForIsFinal(Exception failure) {
    assertThat(Unsendable.reason(new ExecutionException(failure)))
        .hasValueSatisfying(
            reason -> assertThat(reason).startsWith(failure.getClass().getSimpleName()));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatMayPassIsNot(Exception failure) {
    assertThat(Unsendable.reason(new ExecutionException(failure))).isEmpty();
  }
}
