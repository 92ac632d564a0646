package io.podspan.bgpreflector.control;

import io.podspan.bgp.wire.UnknownAttributes;
import io.podspan.bgpreflector.settings.AsSets;
import io.podspan.bgpreflector.settings.PrefixLimitSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The defaults, except what a test changes. */
final class TestConfig implements ReflectorConfig {
  private final List<String> listen;
  private int holdTime = 90;
  private int shards = 1;
  private int ttlSecurityHops = 0;
  private String originate = "1.0.0.2/32";
  private Optional<String> routerId = Optional.empty();
  private Optional<Path> passwordFile = Optional.empty();

  private TestConfig(List<String> listen) {
    this.listen = listen;
  }

  static TestConfig listening(String... addresses) {
    return new TestConfig(List.of(addresses));
  }

  TestConfig withHoldTime(int seconds) {
    holdTime = seconds;
    return this;
  }

  TestConfig withShards(int count) {
    shards = count;
    return this;
  }

  TestConfig atMostHopsAway(int hops) {
    ttlSecurityHops = hops;
    return this;
  }

  TestConfig originating(String prefix) {
    originate = prefix;
    return this;
  }

  TestConfig identifiedBy(String id) {
    routerId = Optional.of(id);
    return this;
  }

  TestConfig withPasswordFile(Path file) {
    passwordFile = Optional.of(file);
    return this;
  }

  @Override
  public String name() {
    return "reflector";
  }

  @Override
  public List<String> listen() {
    return listen;
  }

  @Override
  public int port() {
    return 1790;
  }

  @Override
  public long asn() {
    return 64512;
  }

  @Override
  public Optional<String> routerId() {
    return routerId;
  }

  @Override
  public Optional<String> clusterId() {
    return Optional.empty();
  }

  @Override
  public int holdTime() {
    return holdTime;
  }

  @Override
  public Optional<List<String>> originate() {
    return Optional.of(List.of(originate));
  }

  @Override
  public Optional<List<String>> bmpStations() {
    return Optional.empty();
  }

  @Override
  public PrefixLimit prefixLimit() {
    return new PrefixLimit() {
      @Override
      public int maximum() {
        return 1000;
      }

      @Override
      public int warnPercent() {
        return 80;
      }

      @Override
      public PrefixLimitSettings.Action action() {
        return PrefixLimitSettings.Action.REJECT;
      }

      @Override
      public int restartSeconds() {
        return 60;
      }
    };
  }

  @Override
  public boolean dial() {
    return false;
  }

  @Override
  public int dialPort() {
    return 179;
  }

  @Override
  public int connectRetry() {
    return 5;
  }

  @Override
  public int openWait() {
    return 240;
  }

  @Override
  public int sendHold() {
    return 0;
  }

  @Override
  public int halfOpen() {
    return 4096;
  }

  @Override
  public Path keysDir() {
    return Path.of("/nowhere");
  }

  @Override
  public Optional<Path> passwordFile() {
    return passwordFile;
  }

  @Override
  public UnknownAttributes unknownAttributes() {
    return UnknownAttributes.DROP;
  }

  @Override
  public AsSets asSets() {
    return AsSets.WITHDRAW;
  }

  @Override
  public int ttlSecurityHops() {
    return ttlSecurityHops;
  }

  @Override
  public int ioLoops() {
    return 2;
  }

  @Override
  public int shards() {
    return shards;
  }

  @Override
  public int eventQueue() {
    return 4096;
  }

  @Override
  public GracefulRestart gracefulRestart() {
    return new GracefulRestart() {
      @Override
      public boolean enabled() {
        return true;
      }

      @Override
      public int restartSeconds() {
        return 120;
      }

      @Override
      public int deferralSeconds() {
        return 30;
      }
    };
  }
}
