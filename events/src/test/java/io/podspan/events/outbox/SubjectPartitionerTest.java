package io.podspan.events.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubjectPartitionerTest {
  @Test
  void aNodeGoesWhereItsClusterGoes() {
    assertThat(SubjectPartitioner.together("node/paris/paris-n1")).isEqualTo("cluster/paris");
    assertThat(SubjectPartitioner.together("node/paris/a/b")).isEqualTo("cluster/paris");
  }

  @Test
  void everythingElseGoesByItsOwnSubject() {
    assertThat(SubjectPartitioner.together("cluster/paris")).isEqualTo("cluster/paris");
    assertThat(SubjectPartitioner.together("interconnect/europe")).isEqualTo("interconnect/europe");
    assertThat(SubjectPartitioner.together("node/paris")).isEqualTo("node/paris");
  }
}
