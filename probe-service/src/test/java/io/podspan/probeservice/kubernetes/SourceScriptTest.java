package io.podspan.probeservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.measure.SourceView.Seen;
import io.podspan.probeservice.measure.SourceView.Unseen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceScriptTest {
  /** On a little-endian machine, as all that run kube-router or Calico in the field. */
  @ParameterizedTest
  @CsvSource({
    "0100007F:A516, 127.0.0.1",
    "0500010A:9C40, 10.1.0.5",
    "0000000000000000FFFF00000B0200C0:9C40, 192.0.2.11",
    "000000FD010000000000000005000000:9C40, fd00:0:0:1::5",
    "B80D0120000000000000000001000000:0001, 2001:db8::1"
  })
  void readsAddressesAsTheKernelPrintsThem(String printed, String address) {
    assertThat(SourceScript.remote(printed)).isEqualTo(IpAddress.parse(address));
  }

  @Test
  void whatTheTargetPrintsBecomesAView() {
    assertThat(SourceScript.parse("== seen 0500010A:9C40\n"))
        .isEqualTo(new Seen(IpAddress.of("10.1.0.5")));
    for (String printed : new String[] {"== no-listener\n", "== nothing\n", "", "== seen x\n"}) {
      assertThat(SourceScript.parse(printed)).isInstanceOf(Unseen.class);
    }
  }
}
