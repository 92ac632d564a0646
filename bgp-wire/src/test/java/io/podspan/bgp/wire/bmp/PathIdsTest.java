package io.podspan.bgp.wire.bmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Frames;
import io.podspan.bgp.wire.Octets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathIdsTest {
  /** 10.70.2.0/24 and 10.70.3.0/24, or with path identifiers 10.70.3.0/24 alone. */
  private static final String EITHER = "18 0a4602 18 0a4603";

  private final PathIds ids = new PathIds(Set.of(AddressFamily.IPV4_UNICAST));

  @Test
  void theyAreReadWhereTheOpensAgree() {
    assertThat(read("00000002 18 0a4602")).containsExactly("10.70.2.0/24 2");
  }

  @Test
  void theyAreNotReadWhereTheOpensDoNotAgree() {
    assertThat(read(new PathIds(Set.of()), EITHER))
        .containsExactly("10.70.2.0/24 0", "10.70.3.0/24 0");
  }

  @Test
  void aRouterThatLeavesThemOutAllTheSameIsUnderstood() {
    assertThat(read("18 0a4602")).containsExactly("10.70.2.0/24 0");
  }

  @Test
  void whatCanBeReadInBothWaysIsReadAsWhatCameBefore() {
    assertThat(read(EITHER)).containsExactly("10.70.3.0/24 " + 0x180a4602L);
    read("18 0a4602");
    assertThat(read(EITHER)).containsExactly("10.70.2.0/24 0", "10.70.3.0/24 0");
    read("00000002 18 0a4602");
    assertThat(read(EITHER)).containsExactly("10.70.3.0/24 " + 0x180a4602L);
  }

  @Test
  void whatCanBeReadInNoWayIsAFault() {
    assertThat(ids.read(update("21 0102"), false)).isInstanceOf(BmpFault.class);
  }

  @Test
  void anEndOfRibSaysNothingOfThem() {
    assertThat(ids.read(Octets.of(Frames.update("", "", "")), false))
        .isInstanceOf(MonitoredUpdate.class);
    assertThat(read("00000002 18 0a4602")).containsExactly("10.70.2.0/24 2");
  }

  private List<String> read(String nlri) {
    return read(ids, nlri);
  }

  private static List<String> read(PathIds ids, String nlri) {
    return ((MonitoredUpdate) ids.read(update(nlri), false))
        .routes().stream()
            .flatMap(routes -> routes.announced().stream())
            .map(path -> path.prefix() + " " + path.pathId())
            .toList();
  }

  private static Octets update(String nlri) {
    return Octets.of(Frames.update("", Frames.MANDATORY, nlri));
  }
}
