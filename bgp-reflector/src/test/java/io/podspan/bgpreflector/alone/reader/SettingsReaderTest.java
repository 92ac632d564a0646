package io.podspan.bgpreflector.alone.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.AttributeRules;
import io.podspan.bgp.wire.UnknownAttributes;
import io.podspan.bgpreflector.settings.Endpoint;
import io.podspan.bgpreflector.settings.Fixed;
import io.podspan.bgpreflector.settings.Key;
import io.podspan.bgpreflector.settings.PeerSettings;
import io.podspan.bgpreflector.settings.PrefixLimitSettings;
import io.podspan.bgpreflector.settings.RangeSettings;
import io.podspan.bgpreflector.settings.Restart;
import io.podspan.bgpreflector.settings.RouteFilter;
import io.podspan.bgpreflector.settings.SessionSettings;
import io.podspan.bgpreflector.settings.Settings;
import io.podspan.bgpreflector.settings.Timers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  private static final String LEAST =
      """
      asn: 64512
      listen: 192.0.2.1
      ranges: [{range: 192.0.2.0/24}]
      """;

  @TempDir private Path folder;

  @Test
  void optionsAloneAreEnough() {
    Settings settings =
        good(
            SettingsReader.read(
                new OptionTree()
                    .values("--listen", "listen", List.of("192.0.2.1:1790"))
                    .value("--asn", "asn", "64512")
                    .values("--originate", "originate", List.of("1.0.0.2/32"))
                    .sections("--allow", "ranges", "range", List.of("192.0.2.0/24"))));
    assertThat(settings.fixed().asn()).isEqualTo(64512);
    assertThat(settings.fixed().listen())
        .containsExactly(new Endpoint(IpAddress.of("192.0.2.1"), 1790));
    assertThat(settings.originate()).containsExactly(Prefix.of("1.0.0.2/32"));
    assertThat(settings.ranges())
        .singleElement()
        .satisfies(
            range -> {
              assertThat(range.range()).isEqualTo(Prefix.of("192.0.2.0/24"));
              assertThat(range.session().asn()).isEqualTo(64512);
              assertThat(range.session().client()).isTrue();
            });
  }

  @Test
  void whatIsNotSaidHasADefault() throws IOException {
    Settings settings = good(read(LEAST));
    Fixed fixed = settings.fixed();
    assertThat(fixed.listen()).containsExactly(new Endpoint(IpAddress.of("192.0.2.1"), 179));
    assertThat(fixed.routerId()).isEqualTo(Ipv4Address.of("192.0.2.1"));
    assertThat(fixed.clusterId()).isEqualTo(fixed.routerId());
    assertThat(fixed.timers()).isEqualTo(Timers.DEFAULT);
    assertThat(fixed.halfOpen()).isEqualTo(4096);
    assertThat(settings.originate()).isEmpty();
    SessionSettings session = settings.ranges().getFirst().session();
    assertThat(session.families()).containsExactlyInAnyOrder(AddressFamily.values());
    assertThat(session.filter()).isEqualTo(RouteFilter.ANY);
    assertThat(session.key()).isEmpty();
  }

  @Test
  void patienceCanBeSaid() throws IOException {
    Fixed fixed =
        good(read(
                LEAST
                    + """
                        timers:
                          {holdSeconds: 9, connectRetrySeconds: 1, openSeconds: 60, rangeOpenSeconds: 10, sendHoldSeconds: 20}
                        limits: {halfOpen: 100}
                        """))
            .fixed();
    assertThat(fixed.timers()).isEqualTo(new Timers(9, 1, 60, 10, 20));
    assertThat(fixed.halfOpen()).isEqualTo(100);
  }

  @Test
  void anOptionReplacesWhatTheFileSays() throws IOException {
    Path file = write(LEAST);
    Settings settings =
        good(
            SettingsReader.read(
                file,
                new OptionTree()
                    .value("--asn", "asn", "64999")
                    .sections("--allow", "ranges", "range", List.of("10.0.0.0/8"))));
    assertThat(settings.fixed().asn()).isEqualTo(64999);
    assertThat(settings.ranges())
        .extracting(RangeSettings::range)
        .containsExactly(Prefix.of("10.0.0.0/8"));
    assertThat(settings.ranges().getFirst().session().asn()).isEqualTo(64999);
  }

  @Test
  void aPeerSaysWhatIsDifferentForIt() throws IOException {
    Files.writeString(folder.resolve("paris.key"), "secret\n");
    Settings settings =
        good(
            read(
                """
                asn: 64512
                listen: [192.0.2.1]
                defaults:
                  client: false
                  prefixLimit: {max: 10, action: reset}
                peers:
                  - address: 192.0.2.11
                    name: paris
                    asn: 64513
                    client: true
                    passwordFile: paris.key
                    ttlSecurityHops: 2
                    families: ipv4-unicast
                    dial: true
                    port: 1790
                    accept: {prefixes: 10.1.0.0/16, nextHops: [192.0.2.11]}
                    prefixLimit: {restartSeconds: 9}
                    unknownAttributes: drop
                    asSets: keep
                  - address: 192.0.2.12
                """));
    assertThat(settings.peers().getFirst())
        .isEqualTo(
            new PeerSettings(
                IpAddress.of("192.0.2.11"),
                "paris",
                true,
                1790,
                new SessionSettings(
                    64513,
                    true,
                    Optional.of(new Key("secret")),
                    2,
                    Set.of(AddressFamily.IPV4_UNICAST),
                    new RouteFilter(
                        Optional.of(List.of(Prefix.of("10.1.0.0/16"))),
                        Optional.of(Set.of(IpAddress.of("192.0.2.11")))),
                    new PrefixLimitSettings(10, 80, PrefixLimitSettings.Action.RESET, 9),
                    new AttributeRules(UnknownAttributes.DROP, true))));
    assertThat(settings.peers().getLast().session().attributes()).isEqualTo(AttributeRules.PASS);
    assertThat(settings.peers().getLast().session().client()).isFalse();
    assertThat(settings.peers().getLast().session().prefixLimit().max()).isEqualTo(10);
  }

  @Test
  void keysAreNotTold() throws IOException {
    Settings settings = good(read(LEAST + "peers: [{address: 192.0.2.9, password: hush}]\n"));
    assertThat(settings.toString()).doesNotContain("hush");
    assertThat(settings.peers().getFirst().session().key()).contains(new Key("hush"));
  }

  @Test
  void listensOnSeveralAddressesOfBothFamilies() throws IOException {
    Settings settings =
        good(
            read(
                """
                asn: 64512
                listen: ["[2001:db8::1]:1790", "192.0.2.7:1790"]
                ranges: [{range: 192.0.2.0/24}]
                """));
    assertThat(settings.fixed().listen())
        .containsExactly(
            new Endpoint(IpAddress.of("2001:db8::1"), 1790),
            new Endpoint(IpAddress.of("192.0.2.7"), 1790));
    assertThat(settings.fixed().routerId()).isEqualTo(Ipv4Address.of("192.0.2.7"));
  }

  @Test
  void tellsWhichChangesWaitForARestart() throws IOException {
    Fixed before = good(read(LEAST)).fixed();
    Fixed after = good(read(LEAST + "timers: {holdSeconds: 30}\nthreads: 3\n")).fixed();
    assertThat(before.differences(after)).contains("timers", "threads").doesNotContain("asn");
    assertThat(before.differences(before)).isEmpty();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("reflector.yaml"), yaml);
  }

  private Reading read(String yaml) throws IOException {
    return SettingsReader.read(write(yaml), new OptionTree());
  }

  private static Settings good(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Good.class);
    return ((Reading.Good) reading).settings();
  }

  @Test
  void peersOfAMeshAreAGroupThatGetsNoneOfItsOwnRoutes() throws IOException {
    Settings settings =
        good(
            read(
                """
                asn: 64512
                listen: 192.0.2.1
                peers:
                  - {address: 192.0.2.11, mesh: paris}
                  - {address: 192.0.2.21}
                ranges:
                  - {range: 192.0.2.32/28, mesh: oslo}
                """));

    assertThat(settings.peers().getFirst().session())
        .returns("paris", SessionSettings::group)
        .returns(true, SessionSettings::meshed);
    assertThat(settings.peers().getLast().session())
        .returns("", SessionSettings::group)
        .returns(false, SessionSettings::meshed);
    assertThat(settings.ranges().getFirst().session().group()).isEqualTo("oslo");
  }

  @Test
  void gracefulRestartIsOfferedUnlessItIsSwitchedOff() throws IOException {
    assertThat(good(read(LEAST)).fixed().restart()).isEqualTo(Restart.DEFAULT);
    String more =
        """
        gracefulRestart:
          enabled: false
          restartSeconds: 60
          deferralSeconds: 10
          stateFile: sessions
        """;

    assertThat(good(read(LEAST + more)).fixed().restart())
        .returns(false, Restart::enabled)
        .returns(60, Restart::restartSeconds)
        .returns(10, Restart::deferralSeconds)
        .satisfies(
            restart ->
                assertThat(restart.stateFile().orElseThrow().getFileName())
                    .hasToString("sessions"));
  }
}
