package io.podspan.bgp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.podspan.addresses.Prefix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4271, section 4.3; RFC 4760, section 5. */
class NlriTest {
  @ParameterizedTest
  @EnumSource(AddressFamily.class)
  void everyLengthIsWrittenAndReadWithoutLoss(AddressFamily family) {
    Prefix[] prefixes = new Prefix[family.bits() + 1];
    ByteBuf out = Unpooled.buffer();
    for (int length = 0; length <= family.bits(); length++) {
      long high =
          family == AddressFamily.IPV4_UNICAST ? 0xdeadbeef_00000000L : 0xdeadbeef_cafebabeL;
      long low = family == AddressFamily.IPV4_UNICAST ? 0 : 0xfeedface_f00dbeefL;
      prefixes[length] = new Prefix(family.ip(), high, low, length);
      int before = out.writerIndex();
      Nlri.write(out, prefixes[length].high(), prefixes[length].low(), length);
      assertThat(out.writerIndex() - before).isEqualTo(Nlri.encodedLength(length));
    }

    Nlri read = read(family, out);

    assertThat(read).isEqualTo(Nlri.of(prefixes));
    for (int i = 0; i < prefixes.length; i++) {
      assertThat(read.at(i)).isEqualTo(prefixes[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"21 0a01020304", "18 0a01", "18", "ff", "18 0a0100 08"})
  void isNoneWhenALengthIsTooLargeOrAPrefixRunsOverTheEnd(String hex) {
    byte[] in = Frames.hex(hex);

    assertThat(Nlri.read(AddressFamily.IPV4_UNICAST, in, 0, in.length)).isNull();
  }

  @Test
  void isReadFromItsRangeOnly() {
    byte[] in = Frames.hex("ff 08 0a 08 0b ff");

    assertThat(Nlri.read(AddressFamily.IPV4_UNICAST, in, 1, 5))
        .isEqualTo(Nlri.of(Prefix.of("10.0.0.0/8"), Prefix.of("11.0.0.0/8")));
  }

  @Test
  void isOfOneFamily() {
    assertThatThrownBy(() -> Nlri.of(Prefix.of("10.0.0.0/8"), Prefix.of("::/0")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void trailingBitsAreIrrelevant() {
    // RFC 4271, section 4.3; RFC 7606, section 5.3 has no quarrel with it either.
    byte[] in = Frames.hex("17 0a01ff 2b 20010db8ffff");

    assertThat(Nlri.read(AddressFamily.IPV4_UNICAST, in, 0, 4))
        .isEqualTo(Nlri.of(Prefix.of("10.1.254.0/23")));
    assertThat(Nlri.read(AddressFamily.IPV6_UNICAST, in, 4, in.length))
        .isEqualTo(Nlri.of(Prefix.of("2001:db8:ffe0::/43")));
  }

  private static Nlri read(AddressFamily family, ByteBuf out) {
    byte[] in = Arrays.copyOf(out.array(), out.writerIndex());
    return Nlri.read(family, in, 0, in.length);
  }
}
