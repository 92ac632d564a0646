package io.podspan.peeringservice.peering.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.preflight.Candidate;
import io.podspan.peeringservice.peering.preflight.Candidate.Look;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.preflight.Candidate.Unseen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterSurveyTest {
  private static final Cluster PARIS = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
  private static final Cluster TOKYO = Samples.cluster("tokyo", 3, Samples.CALICO);
  private static final List<KnownCluster> KNOWN =
      List.of(Samples.known(PARIS), Samples.known(TOKYO));

  private final FakeApi api = new FakeApi();
  private final ClusterSurvey survey = new ClusterSurvey(api);

  ClusterSurveyTest() {
    api.has(PARIS);
    api.has(TOKYO);
  }

  @Test
  void readsAllClustersInTheirOrder() {
    Map<String, Look> looks = survey.of(KNOWN);
    assertThat(looks.keySet()).containsExactly("paris", "tokyo");
    assertThat(looks.values()).allMatch(Seen.class::isInstance);
    assertThat(((Seen) looks.get("tokyo")).reading()).isEqualTo(Samples.reading(TOKYO));
  }

  @Test
  void aClusterThatDoesNotAnswerDoesNotHideTheOthers() {
    api.away.add("paris");
    Map<String, Look> looks = survey.of(KNOWN);
    assertThat(((Unseen) looks.get("paris")).fault().code()).isEqualTo("cluster-unreachable");
    assertThat(looks.get("tokyo")).isInstanceOf(Seen.class);
  }

  @Test
  void aFaultOfOurOwnIsNoAnswerOfTheCluster() {
    api.broken.add("paris");
    assertThatIllegalStateException().isThrownBy(() -> survey.of(KNOWN));
  }

  @Test
  void candidatesAreTheNamedClustersThatWereRead() {
    Map<String, Look> looks = survey.of(List.of(Samples.known(PARIS)));
    List<Candidate> candidates =
        ClusterSurvey.candidates(List.of("paris", "tokyo", "rome"), KNOWN, looks, List.of("paris"));
    assertThat(candidates).extracting(Candidate::name).containsExactly("paris");
    assertThat(candidates.getFirst().rolling()).isTrue();
  }
}
