package io.podspan.bgpreflector.control;

import java.util.List;
import java.util.Optional;

/** The defaults, but for what a test changes. */
record TestConfig(
    String name,
    List<String> listen,
    int port,
    long asn,
    Optional<String> routerId,
    Optional<String> clusterId,
    int holdTime,
    Optional<List<String>> originate,
    int prefixLimit,
    boolean dial,
    int dialPort,
    int connectRetry,
    int ioLoops,
    int eventQueue)
    implements ReflectorConfig {

  static TestConfig listening(String... addresses) {
    return new TestConfig(
        "reflector",
        List.of(addresses),
        1790,
        64512,
        Optional.empty(),
        Optional.empty(),
        90,
        Optional.of(List.of("1.0.0.2/32")),
        1000,
        false,
        179,
        5,
        2,
        4096);
  }

  TestConfig withHoldTime(int seconds) {
    return new TestConfig(
        name,
        listen,
        port,
        asn,
        routerId,
        clusterId,
        seconds,
        originate,
        prefixLimit,
        dial,
        dialPort,
        connectRetry,
        ioLoops,
        eventQueue);
  }

  TestConfig originating(String prefix) {
    return new TestConfig(
        name,
        listen,
        port,
        asn,
        routerId,
        clusterId,
        holdTime,
        Optional.of(List.of(prefix)),
        prefixLimit,
        dial,
        dialPort,
        connectRetry,
        ioLoops,
        eventQueue);
  }

  TestConfig identifiedBy(String id) {
    return new TestConfig(
        name,
        listen,
        port,
        asn,
        Optional.of(id),
        clusterId,
        holdTime,
        originate,
        prefixLimit,
        dial,
        dialPort,
        connectRetry,
        ioLoops,
        eventQueue);
  }
}
