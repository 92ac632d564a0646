package io.podspan.peeringservice.routers.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.DnsLabel;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolNamesTest {
  /** As the API server checks names of objects. */
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  @ParameterizedTest
  @CsvSource({
    "10.20.0.0/16, podspan-asia-paris-10.20.0.0-16",
    "fd00:20::/48, podspan-asia-paris-fd00-20---48",
    "::/0,         podspan-asia-paris----0",
    "::ffff:0:0/96, podspan-asia-paris---ffff-0.0.0.0-96",
  })
  void carryTheCidr(String cidr, String name) {
    assertThat(PoolNames.of("asia", "paris", Prefix.of(cidr))).isEqualTo(name).matches(SUBDOMAIN);
  }

  @Test
  void areNeverTooLong() {
    Prefix cidr = Prefix.of("fd00:1111:2222:3333:4444:5555:6666:7700/120");
    assertThat(PoolNames.of("a".repeat(DnsLabel.LONGEST), "b".repeat(DnsLabel.LONGEST), cidr))
        .matches(SUBDOMAIN)
        .hasSizeLessThan(253);
  }
}
