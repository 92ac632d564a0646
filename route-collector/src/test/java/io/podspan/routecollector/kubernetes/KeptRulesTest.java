package io.podspan.routecollector.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.routecollector.kernel.RuleOutput.Rule;
import io.podspan.routecollector.route.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptRulesTest {
  private final KeptRules kept = new KeptRules(() -> this.nanos);
  private long nanos;
  private int asked;

  private Answer<List<Rule>> ask(String router) {
    return kept.of(
        router,
        () -> {
          asked++;
          return new Answer.Unread<>("forbidden");
        });
  }

  @Test
  void rulesAreAskedForOnceAMinuteAndAfterARestart() {
    ask("kube-router-x/1");
    ask("kube-router-x/1");
    assertThat(asked).isEqualTo(1);
    ask("kube-router-x/2");
    assertThat(asked).isEqualTo(2);
    nanos = KeptRules.LIFE.toNanos();
    ask("kube-router-x/2");
    assertThat(asked).isEqualTo(3);
  }
}
