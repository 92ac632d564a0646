package io.podspan.peeringservice.routers.kuberouter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceFlagTest {
  private static final List<String> OWN = List.of("--run-router=true", "--v=2");

  private static ServiceFlag asked(ServiceFlag now, String interconnect) {
    return now.forInterconnect(interconnect, true, List.of(), Map.of());
  }

  private static ServiceFlag left(ServiceFlag now, String interconnect) {
    return now.forInterconnect(interconnect, false, List.of(), Map.of());
  }

  @Test
  void theFlagComesWithTheFirstAndGoesWithTheLast() {
    ServiceFlag none = new ServiceFlag(OWN, "");
    ServiceFlag one = asked(none, "europe");
    assertThat(one)
        .isEqualTo(
            new ServiceFlag(
                List.of("--run-router=true", "--v=2", "--advertise-cluster-ip=true"), "europe"));
    assertThat(asked(one, "europe")).isEqualTo(one);
    ServiceFlag two = asked(one, "asia");
    assertThat(two).isEqualTo(new ServiceFlag(one.flags(), "asia,europe"));
    assertThat(left(two, "europe")).isEqualTo(new ServiceFlag(one.flags(), "asia"));
    assertThat(left(left(two, "europe"), "asia")).isEqualTo(none);
    assertThat(left(none, "europe")).isEqualTo(none);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--advertise-cluster-ip", "--advertise-cluster-ip=true"})
  void aFlagOfTheOwnerStays(String flag) {
    ServiceFlag own = new ServiceFlag(List.of("--run-router=true", flag), "");
    assertThat(asked(own, "europe")).isEqualTo(own);
    assertThat(left(own, "europe")).isEqualTo(own);
  }

  @Test
  void aFlagThatSomebodyTookAwayIsAddedAgain() {
    ServiceFlag reset = new ServiceFlag(OWN, "europe");
    ServiceFlag on = new ServiceFlag(asked(new ServiceFlag(OWN, ""), "europe").flags(), "europe");
    assertThat(asked(reset, "europe")).isEqualTo(on);
    assertThat(asked(reset, "asia")).isEqualTo(new ServiceFlag(on.flags(), "asia,europe"));
    assertThat(left(reset, "europe")).isEqualTo(new ServiceFlag(OWN, ""));
  }

  @Test
  void aFlagThatIsOffIsOverruledAndIsAsBeforeAfterwards() {
    ServiceFlag off = new ServiceFlag(List.of("--advertise-cluster-ip=false"), "");
    ServiceFlag on = asked(off, "europe");
    assertThat(on.flags())
        .containsExactly("--advertise-cluster-ip=false", "--advertise-cluster-ip=true");
    assertThat(left(on, "europe")).isEqualTo(off);
  }
}
