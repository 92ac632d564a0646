package io.podspan.bgpreflector.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.addresses.Ipv4Address;
import io.podspan.bgpreflector.settings.Fixed;
import io.podspan.bgpreflector.settings.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceSettingsTest {
  @Test
  void identifiesItselfByTheFirstAddressThatItListensOn() {
    Fixed fixed =
        ServiceSettings.of(TestConfig.listening("0.0.0.0", "192.0.2.7")).reflector().fixed();

    assertThat(fixed.routerId()).isEqualTo(Ipv4Address.of("192.0.2.7"));
    assertThat(fixed.clusterId()).isEqualTo(fixed.routerId());
  }

  @Test
  void configuredIdentifierGoesFirst() {
    var config = TestConfig.listening("192.0.2.7").identifiedBy("203.0.113.1");

    assertThat(ServiceSettings.of(config).reflector().fixed().routerId())
        .isEqualTo(Ipv4Address.of("203.0.113.1"));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(TestConfig.listening("localhost"), "podspan.reflector.listen: 'localhost'"),
        Arguments.of(
            TestConfig.listening("192.0.2.7").withHoldTime(2), "podspan.reflector.hold-time"),
        Arguments.of(
            TestConfig.listening("192.0.2.7").originating("1.0.0.2"),
            "podspan.reflector.originate: '1.0.0.2'"),
        Arguments.of(
            TestConfig.listening("192.0.2.7").identifiedBy("0.0.0.0"),
            "podspan.reflector.router-id"),
        Arguments.of(TestConfig.listening("192.0.2.7").withShards(0), "podspan.reflector.shards"),
        Arguments.of(
            TestConfig.listening("192.0.2.7").atMostHopsAway(255),
            "podspan.reflector.ttl-security-hops"),
        Arguments.of(
            TestConfig.listening("192.0.2.7").withPasswordFile(Path.of("/nowhere/key")),
            "podspan.reflector.password-file: /nowhere/key cannot be read"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("wrong")
  void saysWhichKeyIsWrong(TestConfig config, String message) {
    assertThatThrownBy(() -> ServiceSettings.of(config)).hasMessageContaining(message);
  }

  @Test
  void hasTheSettingsOfTheLoneReflector(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "hunter2\n");
    TestConfig config =
        TestConfig.listening("192.0.2.7").withShards(2).atMostHopsAway(1).withPasswordFile(file);

    ServiceSettings settings = ServiceSettings.of(config);

    assertThat(settings.reflector().fixed().shards()).isEqualTo(2);
    assertThat(settings.session().ttlSecurityHops()).isEqualTo(1);
    assertThat(settings.session().key()).contains(new Key("hunter2"));
    assertThat(settings.toString()).doesNotContain("hunter2");
  }

  @Test
  void anErrorAboutAKeyDoesNotShowIt(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "x".repeat(Key.MAX_OCTETS + 1));
    assertThatThrownBy(
            () -> ServiceSettings.of(TestConfig.listening("192.0.2.7").withPasswordFile(file)))
        .hasMessageContaining("password-file")
        .hasMessageNotContaining("xx");
  }
}
