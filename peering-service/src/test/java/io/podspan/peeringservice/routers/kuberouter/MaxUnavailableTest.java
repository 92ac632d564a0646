package io.podspan.peeringservice.routers.kuberouter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxUnavailableTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type": "RollingUpdate"}                                                  | 1
          {"type": "RollingUpdate", "rollingUpdate": {}}                             | 1
          {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 3}}          | 3
          {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "10%"}}      | 2
          {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "1%"}}       | 1
          {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "100%"}}     | 11
          {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "many"}}     | 1
          {"rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}}                    | 1
          """)
  void isWhatTheStrategyAllowsOfElevenNodes(String strategy, int most) {
    assertThat(MaxUnavailable.of(strategy, 11)).contains(most);
  }

  @ParameterizedTest
  @CsvSource({"{\"type\": \"OnDelete\"}"})
  void onDeleteSaysNothing(String strategy) {
    assertThat(MaxUnavailable.of(strategy, 11)).isEmpty();
  }
}
