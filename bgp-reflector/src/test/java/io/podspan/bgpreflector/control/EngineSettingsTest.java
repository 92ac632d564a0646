package io.podspan.bgpreflector.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.addresses.Ipv4Address;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EngineSettingsTest {
  @Test
  void identifiesItselfByTheFirstAddressThatItListensOn() {
    var local = EngineSettings.of(TestConfig.listening("0.0.0.0", "192.0.2.7")).local();

    assertThat(Ipv4Address.format(local.routerId())).isEqualTo("192.0.2.7");
    assertThat(local.clusterId()).isEqualTo(local.routerId());
  }

  @Test
  void configuredIdentifierGoesFirst() {
    var config = TestConfig.listening("192.0.2.7").identifiedBy("203.0.113.1");

    assertThat(Ipv4Address.format(EngineSettings.of(config).local().routerId()))
        .isEqualTo("203.0.113.1");
  }

  static Stream<Arguments> wrong() {
    TestConfig sound = TestConfig.listening("192.0.2.7");
    return Stream.of(
        Arguments.of(TestConfig.listening("localhost"), "podspan.reflector.listen: 'localhost'"),
        Arguments.of(sound.withHoldTime(2), "podspan.reflector.hold-time"),
        Arguments.of(sound.originating("1.0.0.2"), "podspan.reflector.originate: '1.0.0.2'"),
        Arguments.of(sound.identifiedBy("0.0.0.0"), "podspan.reflector.router-id"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("wrong")
  void saysWhichKeyIsWrong(TestConfig config, String message) {
    assertThatThrownBy(() -> EngineSettings.of(config)).hasMessageContaining(message);
  }
}
